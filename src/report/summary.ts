// The summary: counts by verdict, the exit code, and the one word for the whole run.

import type { Finding } from "../diagnose/finding.ts";
import type { Need } from "../whitelist/domain.ts";
import { exitCode } from "./exit-code.ts";
import type { ReportedCheck, Summary, Verdict } from "./report.ts";

/** `bug`: carto-proxy itself broke; the report is then incomplete whatever else it says. */
export function summarize(checks: ReportedCheck[], findings: Finding[], bug = false): Summary {
  const code = exitCode(checks, findings, bug);
  return {
    verdict: overallVerdict(code, checks, findings),
    exitCode: code,
    required: count(checks, "required"),
    optional: count(checks, "optional"),
  };
}

function overallVerdict(code: Summary["exitCode"], checks: ReportedCheck[], findings: Finding[]): Summary["verdict"] {
  if (code === 1) return "fail";
  if (code === 3 || code === 70) return "incomplete";
  if (findings.some((finding) => finding.severity === "warning")) return "warn";
  return checks.some((check) => check.verdict === "fail") ? "warn" : "pass";
}

function count(checks: ReportedCheck[], need: Need): Record<Verdict, number> {
  const counts: Record<Verdict, number> = { pass: 0, warn: 0, fail: 0, unknown: 0, skipped: 0 };
  for (const check of checks) if (check.need === need) counts[check.verdict] += 1;
  return counts;
}
