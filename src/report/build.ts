// Plan, observations and findings → the one document. Run it through `redactReport` before anything reads it.

import type { Finding } from "../diagnose/finding.ts";
import type { Check, Plan } from "../plan/check.ts";
import type { Observation } from "../probe/observation.ts";
import type { SettingsSummary } from "../settings/settings.ts";
import type { Whitelist } from "../whitelist/domain.ts";
import { withProof } from "./proof.ts";
import type { Report, ReportedCheck, RunFacts } from "./report.ts";
import { summarize } from "./summary.ts";
import { failedPhase, verdictOf } from "./verdict.ts";

export interface ReportParts {
  settings: SettingsSummary;
  plan: Plan;
  /** In plan order; a check without one is reported as unknown. */
  observations: Observation[];
  findings: Finding[];
  whitelist: Whitelist;
  run: RunFacts;
  tool: { version: string; node: string };
  /** carto-proxy itself broke outside the checks: exit 70. */
  bug?: boolean;
}

export function buildReport(parts: ReportParts): Report {
  const { settings, plan, observations, findings, whitelist, run, tool, bug } = parts;
  const judged = plan.checks.map((check, index) => reportCheck(check, observations[index] ?? UNSEEN, findings));
  const checks = judged.map((check) => withProof(check, judged));
  return {
    schema: "carto-proxy/report/1",
    tool: { name: "carto-proxy", version: tool.version, node: tool.node },
    run,
    whitelist: {
      version: whitelist.version,
      sha256: whitelist.sha256,
      files: whitelist.files,
      domains: whitelist.domains.length,
    },
    settings,
    summary: summarize(checks, findings, bug),
    checks,
    findings,
  };
}

function reportCheck(check: Check, observation: Observation, findings: Finding[]): ReportedCheck {
  const own = findings.filter((finding) => finding.affects.includes(check.id));
  const verdict = verdictOf(observation, own);
  return {
    ...check,
    verdict,
    failedPhase: failedPhase(observation, verdict),
    reason: observation.reason ?? (verdict === "unknown" ? UNSEEN.reason : null),
    durationMs: observation.durationMs,
    phases: observation.phases,
    ...(observation.followUp && { followUp: observation.followUp }),
    findings: [...new Set(own.map((finding) => finding.code))],
  };
}

const UNSEEN: Observation = {
  outcome: "unknown",
  reason: "nothing was measured",
  phases: [],
  durationMs: 0,
};
