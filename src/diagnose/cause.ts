// Which configuration finding explains that targets are tried without a proxy and cannot be reached.

import { missingVariables, namesNoProxy } from "./configuration/proxy-presence.ts";
import type { Evidence, ObservedCheck } from "./evidence.ts";
import { stepOf } from "./failed-step.ts";
import type { FindingCode } from "./finding.ts";
import { wayOut } from "./service.ts";

/**
 * One fault for each reason to go direct: a missing proxy variable, NO_PROXY, or (`otherwise`) none of these. A network
 * where nothing at all is configured has one fault, whatever is behind it.
 */
export function directGroup(observed: ObservedCheck, evidence: Evidence, otherwise = wayOut(observed)): string {
  if (closedWithoutProxy(evidence)) return "no proxy";
  if (forWantOfVariable(observed, evidence)) return "variable";
  return noProxyEntry(observed) === null ? otherwise : "no_proxy";
}

/** The finding of the configuration that explains these direct failures, or undefined. */
export function directCause(claimed: ObservedCheck[], evidence: Evidence): { cause?: FindingCode } {
  if (closedWithoutProxy(evidence) && claimed.some(unproxied)) return { cause: "proxy-not-configured" };
  if (claimed.some((observed) => forWantOfVariable(observed, evidence))) return { cause: "proxy-variable-missing" };
  return {};
}

/** The NO_PROXY entry that sends the check direct; "" where the plan does not tell which; null where none does. */
export function noProxyEntry({ check }: ObservedCheck): string | null {
  return check.route.kind === "direct" && check.route.reason === "no_proxy" ? (check.route.entry ?? "") : null;
}

/** No proxy is named, and not one of the rows that would use it got a TCP connection: the network usually requires one. */
function closedWithoutProxy(evidence: Evidence): boolean {
  const tried = evidence.checks.filter((observed) => unproxied(observed) && observed.observation.outcome === "done");
  return namesNoProxy(evidence.settings) && tried.length > 0 && !tried.some((observed) => stepOf(observed, "tcp")?.ok);
}

function forWantOfVariable(observed: ObservedCheck, { settings }: Evidence): boolean {
  return unproxied(observed) && missingVariables(settings).length > 0;
}

function unproxied({ check }: ObservedCheck): boolean {
  return check.route.kind === "direct" && check.route.reason === "no-proxy-configured";
}
