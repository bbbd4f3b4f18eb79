// Who claims what: a failed check, or an answer that is none, by the first rule that calls it an error, unless one excuses it; the others by
// every rule that warns.

import type { Evidence, ObservedCheck } from "./evidence.ts";
import { failedStep } from "./failed-step.ts";
import { witnessOf } from "./path-check.ts";
import type { Match, NetworkRule } from "./rule.ts";
import { networkRules } from "./rules/index.ts";

export interface Claim {
  rule: NetworkRule;
  match: Match;
  observed: ObservedCheck;
}

/** In plan order. Checks that are skipped or unknown are claimed by nobody. */
export function claims(evidence: Evidence): Claim[] {
  return evidence.checks.flatMap((observed) => {
    if (observed.observation.outcome !== "done") return [];
    const witness = witnessOf(observed, evidence);
    const matches = networkRules.flatMap((rule) => {
      const match = rule.match(witness, evidence);
      return match ? [{ rule, match, observed }] : [];
    });
    const failed = failedStep(observed) !== null;
    const excuse = matches.find(({ rule }) => rule.excuses);
    if (excuse) return [excuse];
    const errors = matches.filter(
      ({ rule, match }) => match.severity === "error" && (failed || rule.claimsAnswers === true),
    );
    if (failed || errors.length > 0) return errors.slice(0, 1);
    return matches.filter(({ match }) => match.severity !== "error");
  });
}
