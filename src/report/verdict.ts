// The verdict of one check, from what was seen of it and the findings that affect it.

import { FINDING_CODES, type Finding, type FindingCode } from "../diagnose/finding.ts";
import { excuses } from "../diagnose/rules/index.ts";
import type { Observation, Phase } from "../probe/observation.ts";
import type { Verdict } from "./report.ts";

/**
 * `findings`: those whose `affects` names the check. Configuration findings only endanger checks, so they decide nothing
 * here. A failed phase is softened by a rule that excuses it alone. A check that is done without a single phase was not measured:
 * it is `unknown`, never `pass`.
 */
export function verdictOf(observation: Observation, findings: Finding[]): Verdict {
  if (observation.outcome !== "done") return observation.outcome;
  const claims = findings.filter((finding) => !isConfiguration(finding.code));
  if (claims.some((finding) => finding.severity === "error")) return "fail";
  if (failedPhase(observation) !== null) return claims.some(({ code }) => excuses(code)) ? "warn" : "fail";
  if (observation.phases.length === 0) return "unknown";
  return claims.some((finding) => finding.severity === "warning") ? "warn" : "pass";
}

/** Where every phase got through and an error finding claims the check all the same, its last phase: what answered there is to blame. */
export function failedPhase(observation: Observation, verdict?: Verdict): Phase | null {
  if (observation.outcome !== "done") return null;
  const failed = observation.phases.find((record) => !record.ok || record.failure !== undefined);
  return (failed ?? (verdict === "fail" ? observation.phases.at(-1) : undefined))?.phase ?? null;
}

/** FINDING_CODES holds the configuration codes first, then the network codes from the outermost hop inwards. */
export function isConfiguration(code: FindingCode): boolean {
  return FINDING_CODES.indexOf(code) < FINDING_CODES.indexOf(FIRST_NETWORK_CODE);
}

const FIRST_NETWORK_CODE: FindingCode = "client-bypasses-proxy";
