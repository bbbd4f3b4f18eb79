// The two kinds of rule. A network rule claims checks one by one; a configuration rule reads the settings and claims none.

import type { Evidence, ObservedCheck } from "./evidence.ts";
import type { Finding, FindingCode, Remedy, Severity } from "./finding.ts";

/**
 * A failed check is claimed by the first rule whose match is an error; checks that got through can carry any number of warnings.
 * Matches of one rule with the same severity and group become one finding.
 */
export interface NetworkRule {
  code: FindingCode;
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
  judge(evidence: Evidence): Finding[];
}
