// Checks → targets: each host and port once for each way, with all who need it.

import type { Check } from "../plan/check.ts";
import { emittedHost } from "./emittable.ts";
import type { ProxyAddress, Target } from "./handoff.ts";

const GRPC_DIRECT = "The gRPC client of Pub/Sub does not support an https:// proxy and connects directly.";

/**
 * What must be let through for these checks. `restApi`: Pub/Sub is asked by REST, so that its gRPC client is not used.
 * @throws {UsageError} for a host that cannot be written into a file.
 */
export function targetsOf(checks: Check[], proxy: ProxyAddress | null, restApi: boolean): Target[] {
  const targets = new Map<string, Target>();
  const add = (check: Check, way: Target["way"], because: string | null) => {
    const host = emittedHost(check.wildcard ?? check.host);
    const key = `${way} ${host} ${check.port}`;
    const known = targets.get(key);
    if (known === undefined) targets.set(key, { host, port: check.port, way, checks: [check], because, observed: [] });
    else known.checks.push(check);
  };
  for (const check of checks.filter(isWanted)) {
    add(check, wayOf(check), null);
    const bypasses = check.protocol === "grpc" && proxy?.scheme === "https" && check.route.kind === "proxy";
    if (bypasses && !restApi) add(check, "direct", GRPC_DIRECT);
  }
  return [...targets.values()];
}

/** A `strict:` check is of a way that must be closed. */
function isWanted({ kind, wildcard, skip }: Check): boolean {
  return skip === null && (kind !== "policy" || wildcard !== null);
}

function wayOf({ protocol, route }: Check): Target["way"] {
  if (route.kind === "direct") return "direct";
  return protocol === "http" && route.form === "absolute" ? "plain" : "tunnel";
}

export function isRequired({ checks }: Target): boolean {
  return checks.some(({ need }) => need === "required");
}

/** What stops working, for a reader: the features of those who need it. */
export function featuresOf({ checks }: Target): string {
  return [...new Set(checks.map(({ feature }) => feature))].join(", ");
}

/** The sentences that say what it is for, each once; those of wildcard rows and clients repeat their sample's. */
export function purposesOf({ checks }: Target): string[] {
  const own = checks.filter(({ kind }) => kind === "path");
  return [...new Set((own.length > 0 ? own : checks).map(({ purpose }) => purpose))];
}
