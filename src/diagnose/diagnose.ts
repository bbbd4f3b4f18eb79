// The room's one door: evidence in, findings out. Pure; one cause is one finding, however many checks it affects.

import { type Claim, claims } from "./claim.ts";
import { configurationRules } from "./configuration/index.ts";
import { controlWords } from "./control.ts";
import type { Evidence } from "./evidence.ts";
import { explanation } from "./explanation.ts";
import { FINDING_CODES, type Finding, type Severity } from "./finding.ts";
import { sentences } from "./phrase.ts";
import { revocationWords } from "./revocation.ts";
import { MOST_LINES } from "./sighting.ts";

/**
 * Findings by severity, then by the rows that mending them unlocks (required ones count first), then by precedence.
 * The same evidence gives the same findings, also when it was read back from JSON.
 */
export function diagnose(evidence: Evidence): Finding[] {
  const configured = configurationRules.flatMap((rule) => rule.judge(evidence));
  const observed = Map.groupBy(claims(evidence), ({ rule, match }) => `${rule.code} ${match.severity} ${match.group}`);
  const findings = [...configured, ...[...observed.values()].map((group) => finding(group, evidence, configured))];
  return findings.toSorted(byWeight(evidence));
}

function finding(group: Claim[], evidence: Evidence, configured: Finding[]): Finding {
  const { rule, match } = group[0]!;
  const claimed = group.map(({ observed }) => observed);
  // Our own probe knows the phase and the facts, a client library beside it only that it failed.
  const told = claimed.toSorted(
    (one, other) => Number(one.check.kind === "client") - Number(other.check.kind === "client"),
  );
  const { title, why: reason, evidence: sights, cause: own, remedies } = rule.explain(told, evidence);
  const cause = own ?? explanation(rule.code, told, configured);
  const control = match.severity === "error" ? controlWords(told) : null;
  const revocation = revocationWords(told, evidence);
  const why = sentences(reason, revocation?.why ?? null, control?.why ?? null);
  const seen = control ? [...sights.slice(0, MOST_LINES - 1), control.evidence] : sights;
  const all = [...remedies, ...(revocation?.remedies ?? [])];
  const affects = claimed.map(({ check }) => check.id);
  const explained = cause === undefined ? {} : { cause };
  return {
    code: rule.code,
    severity: match.severity,
    title,
    why,
    evidence: seen,
    affects,
    ...explained,
    remedies: all,
  };
}

const RANK: Record<Severity, number> = { error: 0, warning: 1, notice: 2 };

function byWeight(evidence: Evidence): (one: Finding, other: Finding) => number {
  const required = new Set(
    evidence.checks.filter(({ check }) => check.need === "required").map(({ check }) => check.id),
  );
  const needed = ({ affects }: Finding) => affects.filter((id) => required.has(id)).length;
  return (one, other) =>
    RANK[one.severity] - RANK[other.severity] ||
    needed(other) - needed(one) ||
    other.affects.length - one.affects.length ||
    FINDING_CODES.indexOf(one.code) - FINDING_CODES.indexOf(other.code);
}
