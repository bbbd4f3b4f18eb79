// Logs in with the real node-postgres, in a child process: the environment that counts is CARTO's, and what hangs can be killed.

import { rootCertificates } from "node:tls";
import type { Settings, Warehouse } from "../../settings/settings.ts";
import { redactMessage } from "../postgres/error-response.ts";
import { childModule, library } from "./library.ts";
import { failureOfDriver } from "./postgres-failure.ts";
import type { DriverError, PostgresJob } from "./postgres-job.ts";

export const postgres = library<PostgresJob>({
  child: childModule(import.meta.url, "postgres-child"),
  waitingFor: "end of a login with pg",
  detail: (check, { settings }) => {
    const warehouse = settings.warehouses[check.warehouse?.index ?? -1];
    if (!warehouse?.credentials) throw new Error(`${check.id} has no credentials to log in with`);
    return jobOf(warehouse, settings);
  },
  told: (errors, { user, database }, redact) => {
    const [error] = errors as DriverError[];
    if (!error) return null;
    // Before it is shortened: half a secret is not recognised.
    const message = redactMessage(error.message, [user, database ?? user], redact);
    return { errorCode: error.fromServer ? error.code : null, message, failure: failureOfDriver(error, message) };
  },
});

function jobOf(warehouse: Warehouse, settings: Settings): PostgresJob {
  return {
    host: warehouse.host,
    port: warehouse.port,
    user: warehouse.credentials?.user.reveal() ?? "",
    password: warehouse.credentials?.password.reveal() ?? "",
    database: warehouse.database,
    ssl: sslOf(warehouse, settings),
    checkName: warehouse.checkName !== false,
    plainIfRefused: warehouse.tls === "opportunistic",
  };
}

function sslOf(warehouse: Warehouse, { publicRoots, extraCa }: Settings): PostgresJob["ssl"] {
  if (warehouse.tls === "none") return false;
  if (warehouse.tls === "opportunistic" || !warehouse.verify) return { rejectUnauthorized: false };
  if (warehouse.ca) return { ca: warehouse.ca.certificates.join("\n") };
  // A `ca` replaces what NODE_EXTRA_CA_CERTS adds, so that it has to be said again.
  if (publicRoots || extraCa?.inline) {
    return { ca: [...(publicRoots?.certificates ?? rootCertificates), ...(extraCa?.certificates ?? [])].join("\n") };
  }
  return {};
}
