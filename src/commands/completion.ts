// carto-proxy completion SHELL: prints the completion script of one shell. Opens no socket.

import type { Command } from "commander";
import { FINDING_CODES } from "../diagnose/finding.ts";
import type { Shell } from "../output/completion/completion.ts";
import { completions } from "../output/completion/index.ts";
import { commandPages } from "./command-pages.ts";
import { writeFully } from "./destination.ts";

export async function completion(program: Command, shell: Shell): Promise<number> {
  await writeFully(process.stdout, completionOf(program, shell));
  return 0;
}

export function completionOf(program: Command, shell: Shell): string {
  return completions[shell](commandPages(program).map(withCodes));
}

/** `explain` takes any text, so that it can say which code was meant. */
function withCodes(page: ReturnType<typeof commandPages>[number]): typeof page {
  return {
    ...page,
    arguments: page.arguments.map((each) => (each.name === "code" ? { ...each, values: [...FINDING_CODES] } : each)),
  };
}
