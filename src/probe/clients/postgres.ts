// Logs in with the real node-postgres, in a child process: the environment that counts is CARTO's, and what hangs can be killed.

import { rootCertificates } from "node:tls";
import type { Settings, Warehouse } from "../../settings/settings.ts";
import type { LoginFacts } from "../observation.ts";
import { redactMessage } from "../postgres/error-response.ts";
import type { Prober } from "../prober.ts";
import { StepFailed } from "../trace.ts";
import { childEnvironment, runChild } from "./child.ts";
import { failureOfDriver } from "./postgres-failure.ts";
import type { PostgresJob, PostgresReport } from "./postgres-job.ts";

// The compiler rewrites the endings of imports, not of URLs.
const CHILD = new URL(import.meta.url.endsWith(".ts") ? "./postgres-child.ts" : "./postgres-child.js", import.meta.url);

export const postgres: Prober = async (check, context, trace) => {
  const warehouse = context.settings.warehouses[check.warehouse?.index ?? -1];
  if (!warehouse?.credentials) throw new Error(`${check.id} has no credentials to log in with`);
  const job = jobOf(warehouse, context.settings);
  const facts: LoginFacts = { by: "pg", errorCode: null, message: null };
  await trace.step("login", facts, async (step) => {
    step.waitingFor = "end of a login with pg";
    const ended = await runChild<PostgresReport>(CHILD, job, childEnvironment(context.settings), context);
    if ("died" in ended) {
      throw new StepFailed({ code: "client-failed", cause: context.redact(ended.died) });
    }
    const { report } = ended;
    facts.by = report.by;
    if (report.ok) return;
    const names = [job.user, job.database ?? job.user];
    const message = redactMessage(report.error.message, names, context.redact);
    facts.errorCode = report.error.fromServer ? report.error.code : null;
    facts.message = message.slice(0, 300);
    throw new StepFailed(failureOfDriver(report.error, message));
  });
};

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
