// Real servers of PostgreSQL, and PgBouncer in front of them, in each of the states that decide whether CARTO gets in.

import { leaf } from "../support/certificates.ts";
import { closedPort } from "../support/loopback.ts";
import { realPgBouncer } from "../support/pgbouncer.ts";
import { realPostgres } from "../support/postgres-server.ts";
import { holdSessions, untilItSays } from "../support/postgres-sessions.ts";
import type { Stage } from "./stage.ts";

export const PASSWORD = "canary-right";

const SCRAM = "127.0.0.1/32 scram-sha-256";
const HBA = [
  "host all banned 127.0.0.1/32 reject",
  "host all trusted,absent,pg_monitor 127.0.0.1/32 trust",
  "host all absent_md5 127.0.0.1/32 md5",
  "host all outsider 127.0.0.2/32 scram-sha-256",
  `hostssl encrypted all ${SCRAM}`,
  `host maps,absent all ${SCRAM}`,
];
const USERS = ["ann", "banned", "outsider", "trusted"].map((name) => ({ name, password: PASSWORD }));
const BASE = {
  tls: null,
  users: [...USERS, { name: "crowded", password: PASSWORD, connectionLimit: 0 }],
  databases: ["maps", "encrypted"],
  hba: HBA,
};

async function postgres(stage: Stage, options: Partial<Parameters<typeof realPostgres>[0]> = {}) {
  const server = await realPostgres({ ...BASE, ...options });
  stage.onClose(() => server.stop());
  return server;
}

async function pgbouncer(stage: Stage, options: Partial<Parameters<typeof realPgBouncer>[0]>): Promise<number> {
  const databases = { maps: await closedPort() };
  const running = await realPgBouncer({ databases, users: { ann: PASSWORD }, ...options });
  stage.onClose(() => running.stop());
  return running.port;
}

/** Each gives the port. Its certificate is of a CA that nobody trusts without being told. */
export type ServerName =
  | "TLS on"
  | "TLS off"
  | "places left for superusers alone"
  | "all places taken"
  | "shutting down"
  | "starting up"
  | "a standby with hot_standby = off"
  | "PgBouncer in front"
  | "PgBouncer in front, TLS required"
  | "PgBouncer in front of nothing"
  | "PgBouncer full";

const servers: Record<ServerName, (stage: Stage) => Promise<number>> = {
  "TLS on": async (stage: Stage) => {
    return (await postgres(stage, { tls: await leaf(stage.pki.corporate, ["127.0.0.1"]) })).port;
  },
  "TLS off": async (stage: Stage) => (await postgres(stage)).port,
  // One server, whose places fill up and which is then shut down: rows that ask for it keep to this order.
  "places left for superusers alone": async (stage: Stage) => (await narrow(stage)).port,
  "all places taken": async (stage: Stage) => {
    const { port } = await narrow(stage);
    await holdSessions(port, 3, "ann", "maps");
    return port;
  },
  "shutting down": async (stage: Stage) => {
    const { port, retire } = await narrow(stage);
    retire();
    await untilItSays("the database system is shutting down", port, "ann", "maps");
    return port;
  },
  "starting up": async (stage: Stage) => {
    const settings = { restore_command: "sleep 600" };
    const { port } = await postgres(stage, { standby: true, settings, readyWords: "database system was" });
    await untilItSays("the database system is starting up", port, "ann", "maps");
    return port;
  },
  "a standby with hot_standby = off": async (stage: Stage) => {
    const settings = { hot_standby: "off" };
    const { port } = await postgres(stage, { standby: true, settings, readyWords: "consistent recovery state" });
    await untilItSays("the database system is not accepting connections", port, "ann", "maps");
    return port;
  },
  "PgBouncer in front": async (stage: Stage) => {
    return pgbouncer(stage, { databases: { maps: await plain(stage), absent: await plain(stage) } });
  },
  "PgBouncer in front, TLS required": async (stage: Stage) => {
    const tls = await leaf(stage.pki.corporate, ["127.0.0.1"]);
    return pgbouncer(stage, { databases: { maps: await plain(stage) }, tls });
  },
  "PgBouncer in front of nothing": (stage: Stage) => pgbouncer(stage, { settings: { query_wait_timeout: 2 } }),
  "PgBouncer full": async (stage: Stage) => {
    const port = await pgbouncer(stage, { settings: { max_client_conn: 1, client_login_timeout: 600 } });
    await holdSessions(port, 1, "ann", "maps");
    return port;
  },
};

const ports = new Map<string, Promise<number>>();

/** Started once for the file, when it is first asked for. */
export function portOf(server: ServerName, stage: Stage): Promise<number> {
  const port = ports.get(server) ?? servers[server](stage);
  ports.set(server, port);
  return port;
}

const plain = (stage: Stage) => portOf("TLS off", stage);

let narrowed: ReturnType<typeof postgres> | null = null;

/** Of five places three are for superusers, of whom there is none here; the other two are held, for whoever waits for a password may wait long. */
function narrow(stage: Stage): ReturnType<typeof postgres> {
  const settings = { max_connections: "5", superuser_reserved_connections: "3", authentication_timeout: "600" };
  narrowed ??= postgres(stage, { settings }).then(async (server) => {
    await holdSessions(server.port, 2, "ann", "maps");
    return server;
  });
  return narrowed;
}
