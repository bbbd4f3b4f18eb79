// Judges a saved report again: what was measured stays, findings and verdicts are those of the present rules.

import { diagnose } from "../diagnose/diagnose.ts";
import { buildReport } from "./build.ts";
import { evidenceOf } from "./evidence.ts";
import type { Report } from "./report.ts";

/** Where a rule breaks on what it was never given before, the report stays as it was, and `bug` says why. */
export function replay(saved: Report, version: string): { report: Report; bug: unknown } {
  const evidence = evidenceOf(saved);
  let findings: Report["findings"];
  try {
    findings = diagnose(evidence);
  } catch (bug) {
    return { report: saved, bug };
  }
  const { settings, run, tool, whitelist } = saved;
  const report = buildReport({
    settings,
    plan: { checks: evidence.checks.map(({ check }) => check) },
    observations: evidence.checks.map(({ observation }) => observation),
    findings,
    whitelist: { ...whitelist, domains: [] },
    run,
    tool,
  });
  return { report: { ...report, whitelist, tool: { ...tool, judgedBy: version } }, bug: null };
}
