// The doctor: plan → probe → diagnose → report, one line a room.

import { diagnose } from "./diagnose/diagnose.ts";
import type { Evidence } from "./diagnose/evidence.ts";
import type { Finding } from "./diagnose/finding.ts";
import type { Plan } from "./plan/check.ts";
import { type ProbeOptions, probe } from "./probe/probe.ts";
import { buildReport } from "./report/build.ts";
import { redactObservation, redactReport } from "./report/redact.ts";
import type { Report, RunFacts } from "./report/report.ts";
import { redactor } from "./settings/redaction.ts";
import type { Settings } from "./settings/settings.ts";
import { summarizeSettings } from "./settings/summary.ts";
import type { Whitelist } from "./whitelist/domain.ts";

export interface Examination {
  settings: Settings;
  whitelist: Whitelist;
  plan: Plan;
  tool: { version: string; node: string };
  run: Omit<RunFacts, "startedAt" | "durationMs" | "complete">;
  limits: Omit<ProbeOptions, "redact" | "version">;
}

/** Whatever the network does ends in a report; so does a bug of ours, which is handed back beside it (exit code 70). */
export async function examine(examination: Examination): Promise<{ report: Report; bug: unknown }> {
  const { plan, whitelist, tool } = examination;
  const startedAt = new Date();
  const redact = redactor(examination.settings);
  const probed = await probe(plan, examination.settings, { ...examination.limits, redact, version: tool.version });
  const observations = probed.map((observation) => redactObservation(observation, redact));
  const settings = summarizeSettings(examination.settings);
  const checks = plan.checks.map((check, index) => ({ check, observation: observations[index]! }));
  const { findings, bug } = diagnoseSafely({ settings, checks });
  const run: RunFacts = {
    ...examination.run,
    startedAt: startedAt.toISOString(),
    durationMs: Date.now() - startedAt.getTime(),
    complete: observations.every((observation) => observation.outcome !== "unknown"),
  };
  const parts = { settings, plan, observations, findings, whitelist, run, tool, bug: bug !== null };
  return { report: redactReport(buildReport(parts), redact), bug };
}

/** What was measured is never lost to a rule that breaks. */
function diagnoseSafely(evidence: Evidence): { findings: Finding[]; bug: unknown } {
  try {
    return { findings: diagnose(evidence), bug: null };
  } catch (bug) {
    return { findings: [], bug };
  }
}
