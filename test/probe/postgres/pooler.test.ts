// A real PgBouncer in front of a server that is down: our own prober and the real driver must agree about what it says.

import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { chownSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { serverUser } from "../../../src/demo/postgres-binaries.ts";
import { failureOfError, redactMessage } from "../../../src/probe/postgres/error-response.ts";
import { factsOf, story } from "../../support/checks.ts";
import { closedPort } from "../../support/loopback.ts";
import { runWarehouse } from "../../support/warehouses.ts";

const PATH = `${process.env.PATH}:/usr/sbin`;
const absent = spawnSync("pgbouncer", ["--version"], { env: { PATH } }).status !== 0;

test.each([
  ["no such database: maps", "login-failed", null],
  ["password authentication failed", "login-failed", null],
  ["no more connections allowed (max_client_conn)", "rejected", "rejected"],
  ["server login has been failing, try again later (server_login_retry)", "rejected", "rejected"],
  ["something of a later version", "rejected", null],
])("%s", (words, named, madeUp) => {
  expect(failureOfError("08P01", false, words)).toBe(named);
  expect(failureOfError("08P01", true, words)).toBe(madeUp);
  expect(redactMessage(words, [], (text) => text)).not.toContain("maps");
});

describe.skipIf(absent)(`a real PgBouncer${absent ? " (skipped: not installed)" : ""}`, () => {
  const folder = mkdtempSync(join(tmpdir(), "carto-proxy-test-"));
  let port: number;
  let server: ReturnType<typeof spawn>;

  beforeAll(async () => {
    port = await closedPort();
    const ini = [
      `[databases]\nmaps = host=127.0.0.1 port=${await closedPort()}`,
      `[pgbouncer]\nlisten_addr = 127.0.0.1\nlisten_port = ${port}\nunix_socket_dir =`,
      `auth_type = plain\nauth_file = ${folder}/users\nquery_wait_timeout = 2\n`,
    ].join("\n");
    writeFileSync(join(folder, "users"), '"ann" "canary-right"\n');
    writeFileSync(join(folder, "ini"), ini);
    const user = serverUser();
    for (const path of ["", "users", "ini"]) if (user) chownSync(join(folder, path), user.uid, user.gid);
    server = spawn("pgbouncer", [join(folder, "ini")], { env: { PATH }, stdio: "ignore", ...user });
    while (!(await listens(port))) await new Promise((resolve) => setTimeout(resolve, 50));
  }, 60_000);
  afterAll(async () => {
    const ended = once(server, "exit");
    server.kill("SIGKILL");
    await ended;
    rmSync(folder, { recursive: true });
  });

  const env = { RIGHT: "canary-right", WRONG: "canary-wrong" };
  const url = (user: string, word: string, rest: string) => `postgres://${user}:\${${word}}@127.0.0.1:${port}/${rest}`;

  test.each([
    ["the server behind it is down", "ann", "RIGHT", "maps", "login rejected", "query_wait_timeout"],
    ["a wrong password", "ann", "WRONG", "maps", "login login-failed", "password authentication failed"],
    ["an unknown user", "bob", "RIGHT", "maps", "login login-failed", "password authentication failed"],
    ["an unknown database", "ann", "RIGHT", "nowhere", "login login-failed", "no such database: [redacted]"],
  ])("%s", async (_, user, word, database, told, message) => {
    expect(story(await runWarehouse(url(user, word, database), { env }))).toBe("tcp ok, tls ok, exchange ok");
    const seen = await runWarehouse(url(user, word, database), { env, kind: "client" });
    expect(story(seen)).toBe(told);
    expect(factsOf(seen, "login")).toMatchObject({ errorCode: "08P01", message });
  });

  test("without client_tls_sslmode it has no TLS", async () => {
    const required = url("ann", "RIGHT", "maps?sslmode=require");
    expect(story(await runWarehouse(required, { env }))).toBe("tcp ok, tls tls-refused");
    expect(story(await runWarehouse(required, { env, kind: "client" }))).toBe("login tls-refused");
  });
});

function listens(port: number): Promise<boolean> {
  const socket = connect(port, "127.0.0.1");
  return new Promise((resolve) => {
    socket.once("connect", () => resolve(true)).once("error", () => resolve(false));
  }).finally(() => socket.destroy()) as Promise<boolean>;
}
