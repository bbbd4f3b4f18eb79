// A peer that takes the connection and then says nothing: for a protocol that must answer at once, that is an answer.

import { CheckTimedOut, type ProbeContext } from "./context.ts";
import { socketFailure } from "./failure.ts";
import type { Incoming } from "./incoming.ts";
import type { Failure, Speech } from "./observation.ts";
import { type CurrentStep, StepFailed } from "./trace.ts";

/**
 * Waits for the first byte. Where the check's own time is up before it comes, the step fails as `silent` says; the end of the run
 * leaves it unknown as ever. `facts.speaks` is "nothing" until something is heard.
 * @returns false where the peer closes without a word.
 * @throws StepFailed for a reset and the like
 */
export async function concludeSilence(
  incoming: Incoming,
  silent: Failure,
  facts: { speaks: Speech | null },
  step: CurrentStep,
  context: ProbeContext,
): Promise<boolean> {
  const conclude = (): void => {
    if (context.signal.reason instanceof CheckTimedOut) step.conclusion = silent;
  };
  context.signal.addEventListener("abort", conclude, { once: true });
  facts.speaks = { protocol: "nothing", firstBytes: "" };
  try {
    const heard = await incoming.have(1);
    if (heard) facts.speaks = null;
    return heard;
  } catch (error) {
    throw new StepFailed(socketFailure(error));
  } finally {
    context.signal.removeEventListener("abort", conclude);
  }
}
