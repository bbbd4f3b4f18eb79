// Which of our own checks a client library's check repeats, and when the one failure is the other's.

import type { FailureCode } from "../probe/observation.ts";
import type { Evidence, ObservedCheck } from "./evidence.ts";
import { failedStep } from "./failed-step.ts";

/** Codes by which a library says that it failed and not why. */
const VAGUE: FailureCode[] = ["timed-out", "reset", "closed", "client-failed", "unclassified"];

/** A library has one error for both (UNABLE_TO_VERIFY_LEAF_SIGNATURE), which our own check tells apart by the chain. */
const UNVERIFIED: FailureCode[] = ["certificate-untrusted", "certificate-incomplete-chain"];

/** The check of kind `path` for the same service, or null. */
export function pathCheckOf(observed: ObservedCheck, evidence: Evidence): ObservedCheck | null {
  const { check } = observed;
  if (check.kind !== "client") return null;
  return (
    evidence.checks.find(({ check: other }) => other.kind === "path" && !other.traffic && sameService(other, check)) ??
    null
  );
}

/** The check whose failure explains this one: its path check where both fail for one reason, else itself. */
export function witnessOf(observed: ObservedCheck, evidence: Evidence): ObservedCheck {
  const path = pathCheckOf(observed, evidence);
  const ours = path && failedStep(path)?.failure.code;
  const theirs = failedStep(observed)?.failure.code;
  if (!path || !ours || !theirs) return observed;
  const same = ours === theirs || (UNVERIFIED.includes(ours) && UNVERIFIED.includes(theirs));
  return same || VAGUE.includes(theirs) ? path : observed;
}

function sameService(one: ObservedCheck["check"], other: ObservedCheck["check"]): boolean {
  return one.host === other.host && one.port === other.port && one.warehouse?.index === other.warehouse?.index;
}
