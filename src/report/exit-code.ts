// The exit code: one function of the judged checks and the findings. No output computes one of its own.

import type { Finding } from "../diagnose/finding.ts";
import type { ReportedCheck, Summary } from "./report.ts";
import { isConfiguration } from "./verdict.ts";

/**
 * 0: no required check failed or is unknown, and no configuration finding is an error; required checks that were
 * skipped on purpose do not count. 1: one failed, or such a finding. 3: one is unknown, none failed. 70: `bug`, an error of
 * our own outside the checks (one inside a check makes it unknown). 70 wins over 1, 1 over 3. Exit 2 makes no report.
 */
export function exitCode(checks: ReportedCheck[], findings: Finding[], bug: boolean): Summary["exitCode"] {
  if (bug) return 70;
  const required = checks.filter((check) => check.need === "required");
  if (findings.some((finding) => finding.severity === "error" && isConfiguration(finding.code))) return 1;
  if (required.some((check) => check.verdict === "fail")) return 1;
  return required.some((check) => check.verdict === "unknown") ? 3 : 0;
}
