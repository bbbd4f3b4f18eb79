// What the lab takes out of every report: that this machine is slow. No scenario here injects slowness, and all servers share its cores.

import type { Report, ReportedCheck, Verdict } from "../../src/report/report.ts";

/** The report without `slow-path`: a check that is a warning for nothing else passes, and so does a run. */
export function withoutSlowness(report: Report): Report {
  const findings = report.findings.filter(({ code }) => code !== "slow-path");
  if (findings.length === report.findings.length) return report;
  const checks = report.checks.map((check) => {
    const codes = check.findings.filter((code) => code !== "slow-path");
    return { ...check, findings: codes, verdict: isSlowAlone(check) ? ("pass" as Verdict) : check.verdict };
  });
  const { summary } = report;
  const calm =
    findings.every(({ severity }) => severity === "notice") && checks.every(({ verdict }) => !isFault(verdict));
  const verdict = summary.verdict === "warn" && calm ? "pass" : summary.verdict;
  return { ...report, findings, checks, summary: { ...summary, verdict } };
}

function isSlowAlone({ verdict, findings }: ReportedCheck): boolean {
  return verdict === "warn" && findings.every((code) => code === "slow-path");
}

function isFault(verdict: Verdict): boolean {
  return verdict === "warn" || verdict === "fail";
}
