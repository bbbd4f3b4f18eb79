// Runs a client library in a child process: given its job over IPC, killed when the check ends, heard once.

import { fork } from "node:child_process";
import { devNull } from "node:os";
import { fileURLToPath } from "node:url";
import type { Settings } from "../../settings/settings.ts";
import type { ProbeContext } from "../context.ts";

export type Ended<Report> = { report: Report } | { died: string };

/**
 * The environment of CARTO's container, as far as it concerns a library: who runs doctor may have quite another one, with PGPASSWORD,
 * PGSSLMODE or NODE_OPTIONS in it. (What Windows cannot start a process without, Node.js adds by itself.)
 */
export function childEnvironment(settings: Settings): Record<string, string> {
  const environment: Record<string, string> = { PGPASSFILE: devNull };
  const { extraCa } = settings;
  // What CARTO's containers do not get does not count, even where this machine has it; what stands in a values file goes by the job.
  const withheld = ["not-mounted", "elsewhere"].includes(extraCa?.facts?.state ?? "ok");
  if (extraCa && !extraCa.inline && !withheld) environment.NODE_EXTRA_CA_CERTS = extraCa.file;
  if (!settings.tlsVerification.enabled) environment.NODE_TLS_REJECT_UNAUTHORIZED = "0";
  return environment;
}

/** Resolves with the child's report, or with how it died. Secrets go over IPC: arguments and environment are seen by others. */
export function runChild<Report>(
  file: URL,
  job: object,
  env: Record<string, string>,
  context: ProbeContext,
): Promise<Ended<Report>> {
  return new Promise((resolve) => {
    const child = fork(fileURLToPath(file), [], {
      env,
      // What this process was started with (a test runner's loader, --inspect) is not for the child.
      execArgv: [],
      // "ignore" opens /dev/null, which an otherwise empty root file system lacks.
      stdio: ["pipe", "pipe", "pipe", "ipc"],
    });
    child.stdout?.resume();
    context.own({ destroy: () => child.kill("SIGKILL") });
    let words = "";
    child.stderr?.on("data", (chunk: Buffer) => {
      words = (words + chunk.toString()).slice(-2000);
    });
    child.once("message", (report) => resolve({ report: report as Report }));
    child.once("error", (error) => resolve({ died: `the library's process could not be started: ${error.message}` }));
    child.once("close", (code, signal) => {
      const last = words.trim().split("\n").at(-1) ?? "";
      resolve({ died: `the library's process ended without a result (${signal ?? code}): ${last}` });
    });
    child.send(job, () => {});
  });
}
