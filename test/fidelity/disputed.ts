// Where the doctor says something else than the real library, and it is not settled who is right: each must really differ.

import type { LibraryName } from "./job.ts";

/** By scenario, then library: why. */
export const disputed: Record<string, Partial<Record<LibraryName, string>>> = {};
