// Starts a child process for a client library: CARTO's environment, a home of its own, killed when the check ends.

import { fork } from "node:child_process";
import { devNull } from "node:os";
import { fileURLToPath } from "node:url";
import { PROXY_FAMILY } from "../../settings/configuration.ts";
import type { Settings } from "../../settings/settings.ts";
import type { ProbeContext } from "../context.ts";
import { temporaryHome } from "./home.ts";

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

/** For a library that reads the proxy variables: each as CARTO's container has it, in either case, an empty one too. */
export function libraryEnvironment(settings: Settings): Record<string, string> {
  const pod = settings.environment;
  const proxies = PROXY_FAMILY.flatMap((name): [string, string][] => {
    const value = pod.get(name);
    return value === undefined ? [] : [[name, value]];
  });
  return { ...Object.fromEntries(proxies), ...childEnvironment(settings) };
}

export interface Child {
  send(message: object): void;
  /** Resolves when the process has ended, with how. */
  died: Promise<string>;
}

/** Secrets go over IPC: arguments and environment are seen by others. */
export function startChild(
  file: URL,
  job: object,
  env: Record<string, string>,
  context: ProbeContext,
  hear: (message: unknown) => void,
): Child {
  const home = temporaryHome();
  const child = fork(fileURLToPath(file), [], {
    env: { ...env, ...home.env },
    cwd: home.folder,
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
  child.on("message", hear);
  const died = new Promise<string>((resolve) => {
    child.once("error", (error) => resolve(`the library's process could not be started: ${error.message}`));
    child.once("close", (code, signal) => {
      home.remove();
      const last = words.trim().split("\n").at(-1) ?? "";
      resolve(`the library's process ended without a result (${signal ?? code}): ${last}`);
    });
  });
  const send = (message: object) => {
    if (child.connected) child.send(message, () => {});
  };
  send(job);
  return { send, died };
}
