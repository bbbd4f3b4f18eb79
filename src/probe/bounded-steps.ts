// Steps taken beside a check's own record, a little shorter than its time: what they saw, however they ended, to be judged anew.

import { CheckTimedOut, type ProbeContext } from "./context.ts";
import type { PhaseRecord } from "./observation.ts";
import { StepFailed, Trace } from "./trace.ts";

/** What is left is for the judgement, which has to come before the check's own time is up. */
const SHARE = 0.9;

/** @throws what is no failure of a step: a bug of ours, or the end of the check itself */
export async function boundedSteps(
  context: ProbeContext,
  take: (context: ProbeContext, trace: Trace) => Promise<unknown>,
): Promise<PhaseRecord[]> {
  const limitMs = Math.round(context.timeoutMs * SHARE);
  const trace = new Trace(context.redact);
  const limit = new AbortController();
  const signal = AbortSignal.any([context.signal, limit.signal]);
  let timer: NodeJS.Timeout | undefined;
  const timeUp = new Promise<void>((resolve) => {
    const conclude = () => {
      limit.abort(new CheckTimedOut(`no result within ${limitMs} ms`));
      trace.timeOut(limitMs);
      resolve();
    };
    // A process that got no processor finds its timers due before it has read what came long ago: read first.
    timer = setTimeout(() => setImmediate(conclude), limitMs);
  });
  const taking = take({ ...context, signal }, trace).catch((error: unknown) => {
    if (!(error instanceof StepFailed) && !limit.signal.aborted) throw error;
  });
  try {
    await Promise.race([taking, timeUp]);
    return trace.close();
  } finally {
    clearTimeout(timer);
  }
}
