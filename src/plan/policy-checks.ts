// Checks of kind `policy`: whether a wildcard is allowed as one, and with --strict-egress whether the way around the proxy is closed.

import type { Domain } from "../whitelist/domain.ts";
import type { Check } from "./check.ts";

/** Hyphens, as no storage account has; the label says to a proxy administrator's log who asked. */
const ODD_LABEL = "carto-proxy-probe";

/** A host under the wildcard that nobody has, for the proxy to rule on; null where the entry has no sample to compare it with. */
export function oddHost({ host, samples, protocol }: Domain): string | null {
  if (!host.startsWith("*.") || samples.length === 0 || protocol !== "https") return null;
  return `${ODD_LABEL}.${host.slice(2)}`;
}

/**
 * The wildcard's own row, beside those of its samples, from one of them; by its id alone. Never required: where the proxy lets
 * through exactly the hosts in use, CARTO works today, and it is the samples that say so.
 */
export function wildcardDraft<T extends Omit<Check, "route" | "skip">>(sample: T, id: string, host: string): T {
  const purpose = `Whether the proxy lets any host of ${sample.wildcard} through, not the known ones alone. ${sample.purpose}`;
  return { ...sample, id, kind: "policy", need: "optional", host, path: null, expect: null, purpose };
}

/** Only a proxy can allow some hosts of a wildcard; several entries with one wildcard ask once, for the first of them. */
export function withoutRepeatedWildcards(checks: Check[]): Check[] {
  const chosen = new Map<string, Check>();
  for (const check of checks.filter(isWildcard)) {
    if (check.route.kind === "proxy" && !chosen.has(keyOf(check))) chosen.set(keyOf(check), check);
  }
  return checks.filter((check) => !isWildcard(check) || chosen.get(keyOf(check)) === check);
}

/** One for each proxied target that TLS is spoken with: the same host and port, direct, where nothing must answer. */
export function strictChecks(checks: Check[]): Check[] {
  const targets = new Map<string, Check>();
  for (const check of checks) {
    const { kind, protocol, route, warehouse, host, port } = check;
    const tunnelled = route.kind === "proxy" && (protocol === "https" || protocol === "grpc");
    if (kind !== "path" || warehouse !== null || !tunnelled || targets.has(`${host}:${port}`)) continue;
    targets.set(`${host}:${port}`, closed(check));
  }
  return [...targets.values()];
}

function closed(check: Check): Check {
  return {
    ...check,
    id: `strict:${check.id}`,
    kind: "policy",
    need: "required",
    purpose: `${check.host} must not be reached without the proxy (--strict-egress).`,
    leavesFrom: "pod",
    route: { kind: "direct", reason: "strict-egress", entry: null },
    path: null,
    expect: null,
    wildcard: null,
    skip: null,
  };
}

function isWildcard({ kind, wildcard }: Check): boolean {
  return kind === "policy" && wildcard !== null;
}

function keyOf({ host, port, route }: Check): string {
  return `${route.kind === "proxy" ? route.proxy : ""} ${host}:${port}`;
}
