// What the single file runs: the command line, or one of the child processes that it starts.

import { basename } from "node:path";
import { main } from "../../src/commands/main.ts";
import { CHILDREN } from "./children.ts";

/** A process that is forked from a single file is that file again, with the path of the child's module as its first argument. */
export async function start(argv: string[]): Promise<void> {
  const child = process.send === undefined ? undefined : CHILDREN[basename(argv[0] ?? "")];
  if (child === undefined) process.exitCode = await main(argv);
  else await child();
}
