// The child process: loads one library, watched, uses it once as CARTO does, and tells what came of it. Started by ask.ts alone.

import type { Job, Message } from "./job.ts";
import { libraries } from "./libraries/index.ts";
import { watchSockets } from "./watch.ts";

const tell = (message: Message) => process.send?.(message);
const end = (works: boolean, why: string) => process.send?.({ works, why } satisfies Message, () => process.exit());

process.once("disconnect", () => process.exit());
process.once("uncaughtException", (error) => end(false, `thrown where nobody listens: ${wordsOf(error)}`));
process.once("unhandledRejection", (error) => end(false, `rejected where nobody listens: ${wordsOf(error)}`));
process.once("message", async (job: Job) => {
  watchSockets(tell);
  try {
    const use = await libraries[job.library]();
    tell("loaded");
    end(true, await use(job));
  } catch (error) {
    end(false, wordsOf(error));
  }
});

/** With those of its causes, in one line. */
export function wordsOf(error: unknown): string {
  const { message, code, cause } = Object(error) as Record<string, unknown>;
  const own = [code, message || (cause ? "" : String(error))].filter(Boolean).join(" ").replaceAll(/\s+/g, " ");
  return cause ? `${own} <- ${wordsOf(cause)}` : own.slice(0, 300);
}
