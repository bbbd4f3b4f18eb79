// A report → the evidence that it was judged from, so that a saved report can be judged again.

import type { Evidence, ObservedCheck } from "../diagnose/evidence.ts";
import type { Report, ReportedCheck } from "./report.ts";

/** Diagnosing this gives the report's own findings again, where the rules are the same. */
export function evidenceOf(report: Report): Evidence {
  return { settings: report.settings, checks: report.checks.map(observedCheck) };
}

function observedCheck(reported: ReportedCheck): ObservedCheck {
  const {
    verdict,
    failedPhase: _,
    reason,
    durationMs,
    phases,
    followUp,
    provenBy: __,
    findings: ___,
    ...check
  } = reported;
  const outcome = verdict === "unknown" || verdict === "skipped" ? verdict : "done";
  return { check, observation: { outcome, reason, phases, durationMs, ...(followUp && { followUp }) } };
}
