// Where the doctor runs: operating system, container, Kubernetes namespace. Decides what it can see.

import { existsSync, readFileSync } from "node:fs";
import os from "node:os";
import type { RunFacts } from "../report/report.ts";
import { lookedFrom, readSigns } from "./vantage.ts";

const NAMESPACE_FILE = "/var/run/secrets/kubernetes.io/serviceaccount/namespace";

export function describeHost(environment: NodeJS.ProcessEnv): RunFacts["host"] {
  const kubernetes = environment.KUBERNETES_SERVICE_HOST === undefined ? null : namespace(environment);
  const container = kubernetes !== null || existsSync("/.dockerenv") || existsSync("/run/.containerenv");
  const seenFrom = lookedFrom(readSigns(container, environment));
  return { os: `${os.type()} ${os.release()} ${os.arch()}`, container, kubernetes, lookedFrom: seenFrom };
}

/** The service account's namespace where it is mounted, else what the downward API usually calls it. */
function namespace(environment: NodeJS.ProcessEnv): string {
  try {
    return readFileSync(NAMESPACE_FILE, "utf8").trim();
  } catch {
    return environment.POD_NAMESPACE ?? "unknown namespace";
  }
}
