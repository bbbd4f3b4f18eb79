// Runs ask.ts on this machine, with this environment and no other.

import { spawn } from "node:child_process";
import { text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";
import type { Job, Outcome } from "./job.ts";

const ASK = fileURLToPath(new URL("./ask.ts", import.meta.url));

export async function askLibrary(job: Job, env: Record<string, string>): Promise<Outcome> {
  const child = spawn(process.execPath, ["--no-warnings", ASK, JSON.stringify(job)], {
    env,
    stdio: ["ignore", "pipe", "pipe"],
  });
  const [printed, words] = await Promise.all([text(child.stdout), text(child.stderr)]);
  return outcomeIn(printed, words);
}

/** ask.ts prints one line; what it prints it in may add some of its own. */
export function outcomeIn(printed: string, words: string): Outcome {
  const line = printed.trim().split("\n").at(-1) ?? "";
  if (!line.startsWith("{")) throw new Error(`no outcome: ${printed}${words}`);
  return JSON.parse(line) as Outcome;
}
