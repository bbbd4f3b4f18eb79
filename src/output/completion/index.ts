// Every shell's completion by its name.

import { bash } from "./bash.ts";
import type { Completion, Shell } from "./completion.ts";
import { fish } from "./fish.ts";
import { zsh } from "./zsh.ts";

export const completions = { bash, zsh, fish } satisfies Record<Shell, Completion>;
