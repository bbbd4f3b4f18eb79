// When traffic checks are run: after all others, and what counts tunnels alone, since the doctor's own would be counted with them.

import type { Check } from "../../plan/check.ts";
import type { Observation } from "../observation.ts";

export type Turn = "ordinary" | "traffic" | "alone";
export const TURNS: Turn[] = ["ordinary", "traffic", "alone"];

export function turnOf({ traffic }: Check): Turn {
  if (!traffic) return "ordinary";
  return traffic.kind === "tunnels" ? "alone" : "traffic";
}

/** A check that is not run, with the reason: where the ordinary one of the same target gets no further, this one would not either. */
export function unlessReached(check: Check, seen: ReadonlyMap<string, Observation>): Check {
  const witness = check.traffic && seen.get(check.traffic.after);
  if (!check.traffic || !witness || witness.outcome === "skipped" || check.skip !== null) return check;
  const reached = witness.outcome === "done" && witness.phases.every((record) => record.ok);
  return reached
    ? check
    : { ...check, skip: `nothing was sent, as the check ${check.traffic.after} did not get through` };
}

/** Milliseconds: an idle connection takes its idle time besides, and tunnels are opened one after the other. */
export function timeOf({ traffic }: Check, timeoutMs: number): number {
  if (traffic?.kind === "tunnels") return timeoutMs * 3;
  return timeoutMs + (traffic?.idleMs ?? 0);
}
