// The last gate: every text of a report that did not come from our own lists goes through the redactor once more.

import type { Finding } from "../diagnose/finding.ts";
import type { FollowUp, Observation, PhaseRecord } from "../probe/observation.ts";
import type { ConfigurationSummary } from "../settings/configuration.ts";
import type { ProxySummary, SettingsSummary } from "../settings/settings.ts";
import type { Report, ReportedCheck } from "./report.ts";

export type Redact = (text: string) => string;

/**
 * The report without any secret that `redact` knows. The probe room redacts already: this is the second line of defence.
 * Ids, hosts, addresses, codes and the rest of what we wrote ourselves stay as they are.
 */
export function redactReport(report: Report, redact: Redact): Report {
  return {
    ...report,
    run: { ...report.run, command: report.run.command.map(redact) },
    settings: redactSettings(report.settings, redact),
    checks: report.checks.map((check) => redactCheck(check, redact)),
    findings: report.findings.map((finding) => redactFinding(finding, redact)),
  };
}

/** For diagnosis to read what the report will hold: a rule may quote a text, and judging again must quote the same. */
export function redactObservation(observation: Observation, redact: Redact): Observation {
  const { reason, phases, followUp } = observation;
  return {
    ...observation,
    reason: reason && redact(reason),
    phases: phases.map((record) => redactPhase(record, redact)),
    ...(followUp && { followUp: redactFollowUp(followUp, redact) }),
  };
}

function redactCheck(check: ReportedCheck, redact: Redact): ReportedCheck {
  const { reason, phases, followUp } = check;
  return {
    ...check,
    reason: reason && redact(reason),
    phases: phases.map((record) => redactPhase(record, redact)),
    ...(followUp && { followUp: redactFollowUp(followUp, redact) }),
  };
}

function redactFollowUp(followUp: FollowUp, redact: Redact): FollowUp {
  return walk(followUp, redact) as FollowUp;
}

function redactPhase(record: PhaseRecord, redact: Redact): PhaseRecord {
  return walk(record, redact) as PhaseRecord;
}

function redactFinding(finding: Finding, redact: Redact): Finding {
  const remedies = finding.remedies.map(({ who, ...texts }) => ({ who, ...(walk(texts, redact) as typeof texts) }));
  const { title, why, evidence } = finding;
  const corrections = finding.corrections?.map(({ found, value, ...place }) => {
    return { ...place, found: found && redact(found), value: value && redact(value) };
  });
  return {
    ...finding,
    title: redact(title),
    why: redact(why),
    evidence: evidence.map(redact),
    remedies,
    ...(corrections && { corrections }),
  };
}

function redactSettings(settings: SettingsSummary, redact: Redact): SettingsSummary {
  const { httpProxy, httpsProxy, grpcProxy } = settings;
  return {
    ...settings,
    httpProxy: redactProxy(httpProxy, redact),
    httpsProxy: redactProxy(httpsProxy, redact),
    grpcProxy: redactProxy(grpcProxy, redact),
    configuration: redactConfiguration(settings.configuration, redact),
  };
}

function redactConfiguration(configuration: ConfigurationSummary, redact: Redact): ConfigurationSummary {
  const given = <Value extends { value: string | null }>(each: Value): Value => {
    return { ...each, value: each.value && redact(each.value) };
  };
  return {
    ...configuration,
    variables: configuration.variables.map((each) => ({ ...given(each), overrides: each.overrides.map(given) })),
    problems: configuration.problems.map((problem) => {
      const { text, found, fix } = problem;
      return { ...problem, text: redact(text), found: redact(found), fix: fix && redact(fix) };
    }),
  };
}

/** A URL that could not be read is free text: what looks like its credentials was masked without knowing them. */
function redactProxy(proxy: ProxySummary | null, redact: Redact): ProxySummary | null {
  if (proxy === null || proxy.problem === null) return proxy;
  const { kind, text, fix } = proxy.problem;
  return { ...proxy, url: redact(proxy.url), problem: { kind, text: redact(text), fix: fix && redact(fix) } };
}

/** Whatever is not named here is free text: a fact that is added later is redacted until someone decides otherwise. */
const STRUCTURAL = new Set(
  "phase code protocol result receivedAt name names addresses address host servername target sha256 validFrom validTo version cipher alpn language".split(
    " ",
  ),
);

function walk(value: unknown, redact: Redact): unknown {
  if (typeof value === "string") return redact(value);
  if (Array.isArray(value)) return value.map((item) => walk(item, redact));
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value);
  return Object.fromEntries(entries.map(([key, item]) => [key, STRUCTURAL.has(key) ? item : walk(item, redact)]));
}
