// The configuration alone: the same plan and the same rules as the doctor's, and nothing probed.

import { diagnose } from "./diagnose/diagnose.ts";
import type { Plan } from "./plan/check.ts";
import type { Observation } from "./probe/observation.ts";
import { buildReport } from "./report/build.ts";
import { redactReport } from "./report/redact.ts";
import type { Report, RunFacts } from "./report/report.ts";
import { redactor } from "./settings/redaction.ts";
import type { Settings } from "./settings/settings.ts";
import { summarizeSettings } from "./settings/summary.ts";
import type { Whitelist } from "./whitelist/domain.ts";

export interface Judgement {
  settings: Settings;
  whitelist: Whitelist;
  /** What `doctor` would test: findings name the checks that they endanger. */
  plan: Plan;
  tool: { version: string; node: string };
  run: Omit<RunFacts, "startedAt" | "durationMs" | "complete">;
}

/** The report of a run without checks. Its configuration findings are those that the doctor gives. */
export function judge({ settings, whitelist, plan, tool, run }: Judgement): Report {
  const startedAt = new Date();
  const summary = summarizeSettings(settings);
  const checks = plan.checks.map((check) => ({ check, observation: NOT_PROBED }));
  const findings = diagnose({ settings: summary, checks });
  const facts = { ...run, startedAt: startedAt.toISOString(), durationMs: Date.now() - startedAt.getTime() };
  const report = buildReport({
    settings: summary,
    plan: { checks: [] },
    observations: [],
    findings,
    whitelist,
    run: { ...facts, complete: true },
    tool,
  });
  return redactReport(report, redactor(settings));
}

const NOT_PROBED: Observation = {
  outcome: "skipped",
  reason: "config check opens no socket",
  phases: [],
  durationMs: 0,
};
