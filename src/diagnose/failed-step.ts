// Where a check failed, and the records of the steps that it took: how every rule reads an observation.

import type { Failure, FailureCode, Phase, PhaseRecord } from "../probe/observation.ts";
import type { ObservedCheck } from "./evidence.ts";

export interface FailedStep {
  /** The phase at fault: the recorded one, or for a client library, which reports all in `login`, the one its code belongs to. */
  phase: Phase;
  record: PhaseRecord;
  failure: Failure;
}

/** Null where the check got through, and where it was not measured to an end. */
export function failedStep({ check, observation }: ObservedCheck): FailedStep | null {
  if (observation.outcome !== "done") return null;
  const record = observation.phases.find((step) => !step.ok || step.failure);
  if (!record) return null;
  const failure = record.failure ?? { code: "unclassified", cause: "no cause was recorded" };
  const phase = (check.kind === "client" && PHASE_OF[failure.code]) || record.phase;
  return { phase, record, failure };
}

export function gotThrough(observed: ObservedCheck): boolean {
  return observed.observation.outcome === "done" && failedStep(observed) === null;
}

/** The failure code, where the check failed in this phase; else null. */
export function failureIn(observed: ObservedCheck, ...phases: Phase[]): FailureCode | null {
  const failed = failedStep(observed);
  return failed && phases.includes(failed.phase) ? failed.failure.code : null;
}

/** The record of one phase, or null where it was not reached. */
export function stepOf<P extends Phase>(
  { observation }: ObservedCheck,
  phase: P,
): Extract<PhaseRecord, { phase: P }> | null {
  const record = observation.phases.find((step) => step.phase === phase);
  return (record as Extract<PhaseRecord, { phase: P }> | undefined) ?? null;
}

/** Only codes that leave no doubt: a library's `timed-out` or `reset` can come from any phase. */
const PHASE_OF: Partial<Record<FailureCode, Phase>> = {
  "name-not-found": "dns",
  "resolver-failed": "dns",
  refused: "tcp",
  unreachable: "tcp",
  "not-permitted": "tcp",
  "not-tls": "tls",
  "tls-version": "tls",
  "tls-error": "tls",
  "certificate-untrusted": "tls",
  "certificate-incomplete-chain": "tls",
  "certificate-name-mismatch": "tls",
  "certificate-expired": "tls",
  "certificate-not-yet-valid": "tls",
};
