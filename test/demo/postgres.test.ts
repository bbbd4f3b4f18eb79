import { execFile } from "node:child_process";
import { chmodSync, cpSync, existsSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { promisify } from "node:util";
import pg from "pg";
import { describe, expect, test } from "vitest";
import { postgresAbsence, type RunningPostgres, startPostgres } from "../../src/demo/postgres.ts";
import { findPostgres, reachableBy, serverUser } from "../../src/demo/postgres-binaries.ts";
import { PostgresPlace } from "../../src/demo/postgres-place.ts";

const absence = postgresAbsence();

function client(server: RunningPostgres, database: string, password: string): pg.Client {
  return new pg.Client({ host: server.host, port: server.port, user: "o'hara", password, database, ssl: false });
}

function isOpen(port: number): Promise<boolean> {
  return new Promise((answer) => {
    const socket = connect(port, "127.0.0.1", () => socket.destroy().once("close", () => answer(true)));
    socket.once("error", () => answer(false));
  });
}

describe.skipIf(absence !== null)(`PostgreSQL of the lab${absence ? ` (skipped: ${absence})` : ""}`, () => {
  test("lets its users in by their passwords, and is gone when stopped, with clients connected", async () => {
    const password = 'it\'s "x" \\ $$ ; -- é';
    const server = await startPostgres({ tls: null, users: [{ name: "o'hara", password }], databases: ["ma ps"] });
    if (!server) throw new Error("no PostgreSQL");
    const one = client(server, "ma ps", password);
    const ended = new Promise((resolve) => one.on("error", resolve));
    await one.connect();
    expect((await one.query("select current_user, inet_server_addr()::text as address")).rows).toEqual([
      { current_user: "o'hara", address: "127.0.0.1/32" },
    ]);
    await expect(client(server, "ma ps", "wrong").connect()).rejects.toMatchObject({ code: "28P01" });
    await server.stop();
    await ended;
    expect(await isOpen(server.port)).toBe(false);
  });

  test("ends with the process that started it, leaving nothing behind", async () => {
    const folder = mkdtempSync(join(tmpdir(), "carto-proxy-test-"));
    chmodSync(folder, 0o777);
    const module = resolve(import.meta.dirname, "../../src/demo/postgres.ts");
    const script = `const { startPostgres } = await import(${JSON.stringify(module)});
      console.log((await startPostgres({ tls: null, users: [] })).port); process.exit(3);`;
    const env = { ...process.env, TMPDIR: folder };
    const running = promisify(execFile)(process.execPath, ["--input-type=module", "-e", script], { env });
    const { code, stdout } = await running.then(
      ({ stdout }) => ({ code: 0, stdout }),
      (error: { code: number; stdout: string }) => error,
    );
    expect(code).toBe(3);
    while (await isOpen(Number(stdout))) await new Promise(setImmediate);
    expect(readdirSync(folder)).toEqual([]);
    rmSync(folder, { recursive: true });
  });

  test("says in the server's words why it does not start, and leaves nothing behind", async () => {
    const before = new Set(readdirSync(tmpdir()));
    const starting = startPostgres({ tls: { cert: "no certificate", key: "no key" }, users: [] });
    await expect(starting).rejects.toThrow(/PostgreSQL did not start: .*server\.crt/s);
    const left = readdirSync(tmpdir()).filter((name) => name.startsWith("carto-proxy-postgres-") && !before.has(name));
    expect(left.filter((name) => existsSync(join(tmpdir(), name, "data", "server.crt")))).toEqual([]);
  });

  test.skipIf(serverUser() === null)("binaries that its user cannot reach are copied to where it can", async () => {
    const found = findPostgres();
    if (typeof found === "string") throw new Error(found);
    const home = mkdtempSync(join(tmpdir(), "carto-proxy-test-"));
    const native = join(home, "native");
    cpSync(found.native, native, { recursive: true, verbatimSymlinks: true });
    const hidden = { native, initdb: join(native, "bin/initdb"), postgres: join(native, "bin/postgres") };
    const place = await PostgresPlace.open(serverUser());
    try {
      await expect(place.run(hidden.postgres, ["--version"])).rejects.toThrow(/EACCES/);
      const copied = await reachableBy(serverUser(), hidden, place.folder);
      expect(copied.native.startsWith(place.folder)).toBe(true);
      await place.run(copied.postgres, ["--version"]);
      await place.run(copied.initdb, ["-D", "data", "-U", "postgres", "--no-sync"]);
      const reachable = await reachableBy(serverUser(), copied, place.folder);
      expect(reachable).toBe(copied);
    } finally {
      await place.close();
      rmSync(home, { recursive: true });
    }
  });
});
