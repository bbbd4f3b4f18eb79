// The warehouses of the lab: Databricks by HTTPS, a real PostgreSQL where its package is installed, and one whose packets are dropped.

import { randomBytes } from "node:crypto";
import { REDACTED } from "../settings/secret.ts";
import type { Authorities } from "./authorities.ts";
import { issue } from "./certificates.ts";
import { startDroppedPort } from "./dropped-port.ts";
import { postgresAbsence, type RunningPostgres, startPostgres } from "./postgres.ts";
import type { Teardown } from "./teardown.ts";

export interface Warehouses {
  /** For --warehouse, logins as ${NAME}. */
  urls: string[];
  /** What the ${NAME}s stand for. */
  variables: Record<string, string>;
  /** The port of the dropped one, or null. */
  droppedPort: number | null;
  notes: string[];
}

export async function startWarehouses(
  wanted: { healthy: boolean; authorities: Authorities; publicRootsFile: string; databricksPort: number },
  teardown: Teardown,
): Promise<Warehouses> {
  const notes: string[] = [];
  // Made up anew for each lab, the name too: a name such as "demo" would make the redactor hide that word in the report.
  const login = { name: `lab_${randomBytes(6).toString("hex")}`, password: randomBytes(18).toString("base64url") };
  const [postgres, dropped] = await Promise.all([
    teardown.keep(postgresFor(login, wanted.authorities, notes), async (server) => server?.stop()),
    wanted.healthy ? null : teardown.keep(startDroppedPort(), async (port) => port?.stop()),
  ]);

  const urls = [`databricks://localhost:${wanted.databricksPort}`];
  const variables: Record<string, string> = {};
  if (postgres !== null) {
    const trust = `sslmode=verify-full&sslrootcert=${encodeURIComponent(wanted.publicRootsFile)}`;
    urls.push(`postgres://\${DEMO_USER}:\${DEMO_PASSWORD}@${postgres.host}:${postgres.port}/${DATABASE}?${trust}`);
    Object.assign(variables, { DEMO_USER: login.name, DEMO_PASSWORD: login.password });
  }
  if (dropped !== null) urls.push(`redshift://127.0.0.1:${dropped.port}/${DATABASE}`);
  else if (!wanted.healthy)
    notes.push("No warehouse is dropped: this system does not drop what a full queue cannot take.");
  return { urls, variables, droppedPort: dropped?.port ?? null, notes };
}

const DATABASE = "demo";

/** Null, and a note, where it is not installed or does not start: the rest of the lab is worth having without it. */
async function postgresFor(
  login: { name: string; password: string },
  { publicIntermediate }: Authorities,
  notes: string[],
): Promise<RunningPostgres | null> {
  const absence = postgresAbsence();
  if (absence !== null) {
    notes.push(`No PostgreSQL: ${absence}.`);
    return null;
  }
  const tls = await issue(publicIntermediate, { names: ["localhost", "127.0.0.1"] });
  try {
    return await startPostgres({ tls, users: [login], databases: [DATABASE] });
  } catch (error) {
    const [words = ""] = (error instanceof Error ? error.message : String(error)).split("\n");
    notes.push(`No PostgreSQL: ${words.replaceAll(login.password, REDACTED)}.`);
    return null;
  }
}
