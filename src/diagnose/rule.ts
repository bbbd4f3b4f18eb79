// The two kinds of rule. A network rule claims checks one by one; a configuration rule reads the settings and claims none.

import type { Evidence, ObservedCheck } from "./evidence.ts";
import type { Actor, Finding, FindingCode, Remedy, Severity } from "./finding.ts";
import type { Source } from "./sources.ts";

/**
 * A failed check is claimed by the first rule whose match is an error; checks that got through can carry any number of warnings.
 * Matches of one rule with the same severity and group become one finding.
 */
export interface NetworkRule {
  code: FindingCode;
  /** True: its errors also claim checks in which no phase failed, since what answered was not the origin. Such a check is then a `fail`. */
  claimsAnswers?: true;
  /** True: what failed breaks nothing. Its warnings claim failed checks, before any error does; such a check is then a `warn`. */
  excuses?: true;
  page: Page;
  match(observed: ObservedCheck, evidence: Evidence): Match | null;
  explain(claimed: ObservedCheck[], evidence: Evidence): Explanation;
}

export interface Match {
  severity: Severity;
  /** What makes it a fault of its own: a proxy, an issuer, a server. */
  group: string;
}

export interface Explanation {
  title: string;
  why: string;
  evidence: string[];
  /** The configuration finding that explains it, where there is one. */
  cause?: FindingCode;
  remedies: Remedy[];
}

export interface ConfigurationRule {
  code: FindingCode;
  page: Page;
  judge(evidence: Evidence): Finding[];
}

/** What `carto-proxy explain` and docs/codes/ say of a code: plain text, no Markdown. */
export interface Page {
  /** One line, for lists. */
  summary: string;
  /** Every severity that the rule gives, the worst first. */
  severities: Severity[];
  means: string;
  recognised: string;
  /** What to look for, in the finding and outside it. */
  evidence: string[];
  /** In general terms, in the order to try; the remedies of a finding are concrete. */
  remedies: { who: Actor; do: string }[];
  verify: string;
  related: FindingCode[];
  sources?: Source[];
}
