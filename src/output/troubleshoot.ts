// The report as troubleshoot.sh reads it: a status and a text for each check, under keys that its jsonCompare analyzer addresses.

import type { Finding, Severity } from "../diagnose/finding.ts";
import type { Report, ReportedCheck, Verdict } from "../report/report.ts";
import { isConfiguration } from "../report/verdict.ts";
import { escapedInJson } from "./printable.ts";

type Status = "passed" | "warning" | "failed" | "unknown" | "skipped";

export interface Outcome {
  status: Status;
  info: string;
}

/**
 * `{ "Summary": { "Verdict", "Configuration" }, "Required": { "<check id>": … }, "Optional": …, "Findings": { "<code>": … } }`.
 * jsonCompare's `path` is parted at dots, and reaches each id that has none; those of a wildcard's samples and of
 * warehouses, which hold a host, need its `jsonPath`.
 */
export function troubleshoot(report: Report): string {
  const checks = (need: ReportedCheck["need"]) =>
    Object.fromEntries(
      report.checks.filter((check) => check.need === need).map((check) => [check.id, outcome(check, report)]),
    );
  const groups = {
    Summary: { Verdict: overall(report), Configuration: configuration(report) },
    Required: checks("required"),
    Optional: checks("optional"),
    Findings: Object.fromEntries(report.findings.map((finding) => [finding.code, found(finding)])),
  };
  return `${escapedInJson(JSON.stringify(groups, null, 2))}\n`;
}

const STATUS: Record<Verdict, Status> = {
  pass: "passed",
  warn: "warning",
  fail: "failed",
  unknown: "unknown",
  skipped: "skipped",
};

const SEVERITY: Record<Severity, Status> = { error: "failed", warning: "warning", notice: "passed" };

function outcome(check: ReportedCheck, report: Report): Outcome {
  const { host, port, verdict, reason, findings } = check;
  const own = report.findings.filter(({ code, affects }) => findings.includes(code) && affects.includes(check.id));
  const claims = own.filter(({ code }) => !isConfiguration(code));
  const words = claims.map(({ title, code, remedies }) => `${title} [${code}]. ${remedies[0]?.do ?? ""}`.trim());
  const target = `${host}:${port}`;
  return { status: STATUS[verdict], info: [target, ...(reason ? [reason] : []), ...words].join(": ") };
}

function found({ severity, title, why, remedies }: Finding): Outcome {
  return {
    status: SEVERITY[severity],
    info: [title, why, ...remedies.map(({ who, do: words }) => `${who}: ${words}`)].join(" "),
  };
}

function overall({ summary, findings }: Report): Outcome {
  const status = { pass: "passed", warn: "warning", fail: "failed", incomplete: "unknown" } as const;
  const errors = findings.filter(({ severity }) => severity === "error").map(({ title, code }) => `${title} [${code}]`);
  const { pass, warn, fail, unknown } = summary.required;
  const counts = `required checks: ${pass} passed, ${warn} with a warning, ${fail} failed, ${unknown} not measured`;
  return { status: status[summary.verdict], info: [counts, ...errors].join("; ") };
}

function configuration({ findings }: Report): Outcome {
  const own = findings.filter(({ code }) => isConfiguration(code));
  const worst = (["error", "warning"] as const).find((severity) =>
    own.some((finding) => finding.severity === severity),
  );
  const status = worst === undefined ? "passed" : SEVERITY[worst];
  const words = own.filter(({ severity }) => severity !== "notice").map(({ title, code }) => `${title} [${code}]`);
  return { status, info: words.join("; ") || "no error in the configuration" };
}
