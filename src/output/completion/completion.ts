// What a completion is: a script for one shell, written from the command line as data.

import type { CommandPage } from "../command-page.ts";

export const shellNames = ["bash", "zsh", "fish"] as const;

export type Shell = (typeof shellNames)[number];

/** The whole script. Completing with it starts no program of ours. */
export type Completion = (pages: CommandPage[]) => string;
