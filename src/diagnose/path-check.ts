// Which of our own checks a client library's check repeats, and when the one failure is the other's.

import type { FailureCode } from "../probe/observation.ts";
import { takenRoute } from "./client-way.ts";
import type { Evidence, ObservedCheck } from "./evidence.ts";
import { failedStep } from "./failed-step.ts";

/** What only a library that got through can say: never another name for a path that is closed. */
const ITS_OWN: FailureCode[] = ["login-failed", "rejected"];

/** The check of kind `path` for the same service, or null. */
export function pathCheckOf(observed: ObservedCheck, evidence: Evidence): ObservedCheck | null {
  const { check } = observed;
  if (check.kind !== "client") return null;
  const paths = evidence.checks.filter(({ check: other }) => {
    return other.kind === "path" && !other.traffic && sameTarget(other, check);
  });
  const own = paths.find((path) => path.check.warehouse?.index === check.warehouse?.index);
  // A driver speaks to hosts of the whitelist too (Google's tokens), never to another warehouse.
  return own ?? paths.find((path) => path.check.warehouse === null) ?? null;
}

/**
 * The check whose failure explains this one: its path check where both fail on the same way, else itself. Libraries have one word for
 * what our own probe tells apart, so that their codes need not be the same.
 */
export function witnessOf(observed: ObservedCheck, evidence: Evidence): ObservedCheck {
  const path = pathCheckOf(observed, evidence);
  const ours = path && failedStep(path)?.failure.code;
  const theirs = failedStep(observed)?.failure.code;
  if (!path || !ours || !theirs) return observed;
  if (ITS_OWN.includes(theirs) && ours !== theirs) return observed;
  const taken = takenRoute(observed);
  return taken === null || taken === path.check.route.kind ? path : observed;
}

function sameTarget(one: ObservedCheck["check"], other: ObservedCheck["check"]): boolean {
  return one.host === other.host && one.port === other.port;
}
