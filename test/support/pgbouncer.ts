// A real PgBouncer, where it is installed.

import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { chownSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { serverUser } from "../../src/demo/postgres-binaries.ts";
import type { Identity } from "./certificates.ts";
import { closedPort } from "./loopback.ts";

const PATH = `${process.env.PATH}:/usr/sbin`;

/** Why tests against a real PgBouncer are skipped here, or null. */
export const noPgBouncer: string | null =
  spawnSync("pgbouncer", ["--version"], { env: { PATH } }).status === 0 ? null : "PgBouncer is not installed";

export interface PgBouncerOptions {
  /** The name of a database → the port of the server that has it; nothing may listen there. */
  databases: Record<string, number>;
  /** It asks for their passwords, and logs in to the server with them. */
  users: Record<string, string>;
  /** For clients; without it there is no TLS, with it nothing else. */
  tls?: Identity;
  settings?: Record<string, string | number>;
}

export interface RunningPgBouncer {
  port: number;
  stop(): Promise<void>;
}

export async function realPgBouncer(options: PgBouncerOptions): Promise<RunningPgBouncer> {
  const folder = mkdtempSync(join(tmpdir(), "carto-proxy-pgbouncer-"));
  for (let attempt = 1; ; attempt++) {
    const port = await closedPort();
    write(folder, filesOf(options, folder, port));
    const server = spawn("pgbouncer", [join(folder, "ini")], { env: { PATH }, stdio: "ignore", ...serverUser() });
    if (await serves(server, port)) return { port, stop: () => end(server, folder) };
    // Somebody else can take the port between our choice and its bind.
    if (attempt === 3) throw new Error(`PgBouncer did not start: ${server.exitCode}`);
  }
}

function filesOf({ databases, users, tls, settings }: PgBouncerOptions, folder: string, port: number) {
  const of = (entries: Record<string, string | number>) => Object.entries(entries).map((pair) => pair.join(" = "));
  const own = { listen_addr: "127.0.0.1", listen_port: port, unix_socket_dir: "", auth_type: "scram-sha-256" };
  const secure = {
    client_tls_sslmode: "require",
    client_tls_cert_file: join(folder, "crt"),
    client_tls_key_file: join(folder, "key"),
  };
  const places = Object.entries(databases).map(([name, at]) => `${name} = host=127.0.0.1 port=${at}`);
  const all = { ...own, auth_file: join(folder, "users"), ...(tls ? secure : {}), ...settings };
  return {
    ini: ["[databases]", ...places, "[pgbouncer]", ...of(all), ""].join("\n"),
    users: Object.entries(users)
      .map(([name, word]) => `"${name}" "${word}"\n`)
      .join(""),
    ...(tls ? { crt: tls.cert, key: tls.key } : {}),
  };
}

function write(folder: string, files: Record<string, string>): void {
  const user = serverUser();
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text, { mode: 0o600 });
  if (user) for (const name of ["", ...Object.keys(files)]) chownSync(join(folder, name), user.uid, user.gid);
}

/** False: it has ended instead. */
async function serves(server: ChildProcess, port: number): Promise<boolean> {
  while (server.exitCode === null && server.signalCode === null) {
    if (await listens(port)) return true;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  return false;
}

function listens(port: number): Promise<boolean> {
  const socket = connect(port, "127.0.0.1");
  return new Promise<boolean>((resolve) => {
    socket.once("connect", () => resolve(true)).once("error", () => resolve(false));
  }).finally(() => socket.destroy());
}

async function end(server: ChildProcess, folder: string): Promise<void> {
  const ended = once(server, "exit");
  server.kill("SIGKILL");
  await ended;
  rmSync(folder, { recursive: true });
}
