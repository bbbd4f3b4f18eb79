// A real PostgreSQL on loopback, from the binaries of an npm package. Everything that it writes is in one temporary folder.

import type { ChildProcess } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:net";
import { join } from "node:path";
import { findPostgres, type PostgresBinaries, reachableBy, serverUser } from "./postgres-binaries.ts";
import { PostgresPlace } from "./postgres-place.ts";

export interface PostgresOptions {
  /** PEM certificate (with its intermediates) and key; null: the server answers "N" to SSLRequest. */
  tls: { cert: string; key: string } | null;
  /** Roles that may log in. A password holds no line break. */
  users: { name: string; password: string; connectionLimit?: number }[];
  /** Besides the database "postgres". */
  databases?: string[];
  /** Lines of pg_hba.conf; without them every role logs in by SCRAM from loopback. */
  hba?: string[];
  /** Settings besides our own, or in place of them. */
  settings?: Record<string, string>;
  /** A standby: it follows a primary, which it has only where the settings name one. */
  standby?: boolean;
  /** The words in its log that end the wait for its start, for a server that never accepts connections. */
  readyWords?: string;
}

export interface RunningPostgres {
  host: "127.0.0.1";
  port: number;
  /** Lets nobody in any more, and ends when the last session does (PostgreSQL's smart shutdown). */
  retire(): void;
  /** Resolves when the server has ended and its folder is gone. */
  stop(): Promise<void>;
}

const LOOPBACK = "127.0.0.1";
const HBA = [`host all all ${LOOPBACK}/32 scram-sha-256`];

/**
 * Starts a server. It refuses to run as root: then it runs as "nobody". It ends with this process at the latest.
 * @returns null where the package with the binaries is not installed (`postgresAbsence` says which).
 * @throws {Error} with the server's own last words where it does not start.
 */
export async function startPostgres(options: PostgresOptions): Promise<RunningPostgres | null> {
  const found = findPostgres();
  if (typeof found === "string") return null;
  const user = serverUser();
  const place = await PostgresPlace.open(user);
  try {
    const binaries = await reachableBy(user, found, place.folder);
    await createCluster(binaries, place, options);
    const { port, server } = await serve(binaries, place, options);
    return { host: LOOPBACK, port, retire: () => void server.kill("SIGTERM"), stop: () => place.close() };
  } catch (error) {
    await place.close();
    throw error;
  }
}

/** Why there is no PostgreSQL to start here, or null where there is one. */
export function postgresAbsence(): string | null {
  const found = findPostgres();
  return typeof found === "string" ? found : null;
}

async function createCluster(
  binaries: PostgresBinaries,
  place: PostgresPlace,
  options: PostgresOptions,
): Promise<void> {
  const encoding = ["--encoding=UTF8", "--locale=C"];
  await place.run(binaries.initdb, ["-D", "data", "-U", "postgres", "--no-sync", "--auth=reject", ...encoding]);
  await place.write("data/pg_hba.conf", `${(options.hba ?? HBA).join("\n")}\n`);
  if (options.tls) {
    await place.write("data/server.crt", options.tls.cert);
    await place.write("data/server.key", options.tls.key);
  }
  // Roles are made in single-user mode: no driver, no port, no way in for anybody else.
  const statements = [
    ...options.users.map(({ name, password, connectionLimit = -1 }) => {
      return `create role ${identifier(name)} login password ${literal(password)} connection limit ${connectionLimit}`;
    }),
    ...(options.databases ?? []).map((name) => `create database ${identifier(name)}`),
  ];
  await place.run(binaries.postgres, ["--single", "-D", "data", "postgres"], `${statements.join("\n")}\n`);
  if (options.standby) await place.write("data/standby.signal", "");
}

/** @returns the port and the process, once the server accepts connections there */
async function serve(
  binaries: PostgresBinaries,
  place: PostgresPlace,
  options: PostgresOptions,
): Promise<{ port: number; server: ChildProcess }> {
  for (let attempt = 1; ; attempt++) {
    const port = await freePort();
    const settings = {
      listen_addresses: LOOPBACK,
      port: String(port),
      unix_socket_directories: "",
      ssl: options.tls ? "on" : "off",
      fsync: "off",
      shared_buffers: "16MB",
      max_connections: "20",
      // Not /dev/shm, which is small or absent in many containers.
      dynamic_shared_memory_type: "mmap",
      logging_collector: "off",
      ...options.settings,
    };
    const flags = Object.entries(settings).flatMap(([name, value]) => ["-c", `${name}=${value}`]);
    const server = place.start(binaries.postgres, ["-D", join(place.folder, "data"), ...flags]);
    const words = await untilReady(server, options.readyWords ?? "ready to accept connections");
    if (words === null) return { port, server };
    // Between our choice of a port and the server's bind somebody else can take it.
    if (attempt === 3 || !words.includes("could not bind")) throw new Error(`PostgreSQL did not start: ${words}`);
  }
}

/** Resolves to null when the server says `ready`, or to its last words when it has ended. */
function untilReady(server: ChildProcess, ready: string): Promise<string | null> {
  return new Promise((resolve) => {
    let words = "";
    server.stderr?.on("data", (chunk: Buffer) => {
      words = (words + chunk.toString()).slice(-2000);
      if (words.includes(ready)) resolve(null);
    });
    server.once("error", (error) => resolve(error.message));
    server.once("close", () => resolve(words.trim()));
  });
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, LOOPBACK);
  await once(server, "listening");
  const address = server.address();
  server.close();
  await once(server, "close");
  return typeof address === "object" && address ? address.port : 0;
}

function identifier(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

function literal(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}
