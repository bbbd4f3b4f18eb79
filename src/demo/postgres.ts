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
}

export interface RunningPostgres {
  host: "127.0.0.1";
  port: number;
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
    const port = await serve(binaries, place, options);
    return { host: LOOPBACK, port, stop: () => place.close() };
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
}

/** @returns the port, once the server accepts connections on it */
async function serve(binaries: PostgresBinaries, place: PostgresPlace, options: PostgresOptions): Promise<number> {
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
    };
    const flags = Object.entries(settings).flatMap(([name, value]) => ["-c", `${name}=${value}`]);
    const words = await untilReady(place.start(binaries.postgres, ["-D", join(place.folder, "data"), ...flags]));
    if (words === null) return port;
    // Between our choice of a port and the server's bind somebody else can take it.
    if (attempt === 3 || !words.includes("could not bind")) throw new Error(`PostgreSQL did not start: ${words}`);
  }
}

/** Resolves to null when the server accepts connections, or to its last words when it has ended. */
function untilReady(server: ChildProcess): Promise<string | null> {
  return new Promise((resolve) => {
    let words = "";
    server.stderr?.on("data", (chunk: Buffer) => {
      words = (words + chunk.toString()).slice(-2000);
      if (words.includes("ready to accept connections")) resolve(null);
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
