// What `--control` adds to a finding: whether the checks that failed by the proxy work direct.

import type { ObservedCheck } from "./evidence.ts";
import { failedStep } from "./failed-step.ts";
import { count, listed, sentences } from "./phrase.ts";

export interface ControlWords {
  why: string;
  evidence: string;
}

/** Null where no check was repeated direct. */
export function controlWords(claimed: ObservedCheck[]): ControlWords | null {
  const repeated = claimed.filter(({ observation }) => observation.followUp?.control);
  if (repeated.length === 0) return null;
  const working = repeated.filter(({ observation }) => observation.followUp?.control?.works);
  const alike = repeated.filter(failsAlike);
  const others = repeated.filter((observed) => !working.includes(observed) && !alike.includes(observed));
  return {
    why: sentences(
      working.length > 0 &&
        `Repeated direct, without the proxy, ${told(working, repeated, "work")}: the fault lies with the proxy or on its way, not with the target.`,
      alike.length > 0 &&
        `Repeated direct, ${told(alike, repeated, "fail")} the same way: usually the target itself, or something that both ways share.`,
      others.length > 0 &&
        `Repeated direct, ${told(others, repeated, "fail")} too, in another way: the target may be down, or this network lets nothing out but by the proxy.`,
    ),
    evidence: `repeated direct: ${listed(repeated.map(outcome))}`,
  };
}

function told(some: ObservedCheck[], all: ObservedCheck[], verb: string): string {
  if (all.length === 1) return `the check ${verb}s`;
  const which =
    some.length === all.length ? `all ${count(all.length, "check")}` : `${some.length} of ${all.length} checks`;
  return `${which} ${some.length === 1 ? `${verb}s` : verb}`;
}

function failsAlike(observed: ObservedCheck): boolean {
  const failed = failedStep(observed);
  const control = observed.observation.followUp?.control;
  return control?.phase === failed?.phase && control?.failure?.code === failed?.failure.code;
}

function outcome({ observation }: ObservedCheck): string {
  const control = observation.followUp?.control;
  if (!control?.failure) return "works";
  return `${control.phase} ${control.failure.code}`;
}
