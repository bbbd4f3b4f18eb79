// The child process: logs in with node-postgres as CARTO does, asks `select 1`, reports, and ends. Started by postgres.ts alone.

import { type Loaded, runInChild } from "./child/in-child.ts";
import type { Outcome } from "./library-job.ts";
import type { DriverError, PostgresJob } from "./postgres-job.ts";

runInChild<PostgresJob>(run);

async function run(job: PostgresJob, loaded: Loaded): Promise<Outcome> {
  const { default: library } = await import("pg/package.json", { with: { type: "json" } });
  const { Client } = (await import("pg")).default;
  loaded(`pg ${library.version}`);
  try {
    await logIn(Client, job).catch((error: unknown) => {
      if (!job.plainIfRefused || !isRefusalOfTls(error)) throw error;
      return logIn(Client, { ...job, ssl: false });
    });
    return { kind: "reached", answer: "select 1 was answered" };
  } catch (error) {
    return { kind: "failed", errors: [describe(error)] };
  }
}

async function logIn(Client: typeof import("pg").Client, job: PostgresJob): Promise<void> {
  const client = new Client({
    host: job.host,
    port: job.port,
    user: job.user,
    password: job.password,
    ...(job.database === null ? {} : { database: job.database }),
    // A function cannot come over IPC.
    ssl: job.ssl && !job.checkName ? { ...job.ssl, checkServerIdentity: () => undefined } : job.ssl,
  });
  // Errors after the first, such as a connection that breaks while it ends, must not end this process.
  client.on("error", () => {});
  await client.connect();
  await client.query("select 1");
  await client.end();
}

/** The driver has no code for it. */
function isRefusalOfTls(error: unknown): boolean {
  return error instanceof Error && error.message === "The server does not support SSL connections";
}

function describe(error: unknown): DriverError {
  const { code, errno, syscall, severity, errors } = Object(error) as Record<string, unknown>;
  // Several addresses that all fail give an AggregateError, whose own message is empty.
  const all = Array.isArray(errors) ? errors : [error];
  const message = all.map((one) => (one instanceof Error ? one.message : String(one))).join("; ");
  return {
    message,
    code: typeof code === "string" ? code : null,
    errno: typeof errno === "number" ? errno : null,
    syscall: typeof syscall === "string" ? syscall : null,
    fromServer: typeof severity === "string",
  };
}
