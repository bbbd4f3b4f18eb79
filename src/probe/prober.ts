// What runs one check: a short sequence of steps, top to bottom, that ends at the first failure.

import type { Check } from "../plan/check.ts";
import type { ProbeContext } from "./context.ts";
import type { Trace } from "./trace.ts";

/**
 * Resolves when every step was taken. A step that fails rejects with StepFailed, already recorded in the trace, which the prober
 * lets pass; anything else that it throws is a bug of ours and makes the check `unknown`.
 */
export type Prober = (check: Check, context: ProbeContext, trace: Trace) => Promise<void>;

/** Thrown where nothing could be measured for a reason of our own that is no bug, such as a process that this machine does not start. */
export class Unmeasured extends Error {}

/** Thrown by a policy check that can be neither passed nor failed: it counts as left out, with this reason. */
export class Untold extends Error {}
