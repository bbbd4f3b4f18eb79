// Step `exchange` of Redis: PING. Any answer in its protocol proves the way to it, a demand for a password too.

import type { Socket } from "node:net";
import type { ProbeContext } from "../context.ts";
import { socketFailure } from "../failure.ts";
import type { Incoming } from "../incoming.ts";
import type { RedisExchange } from "../observation.ts";
import { concludeSilence } from "../silence.ts";
import { speechOf } from "../speech.ts";
import { StepFailed, type Trace } from "../trace.ts";
import { answersPing, command, NotAReply, nextReply } from "./conversation.ts";

export function ping(socket: Socket, incoming: Incoming, context: ProbeContext, trace: Trace): Promise<void> {
  const facts: RedisExchange = { protocol: "redis", reply: null, speaks: null };
  return trace.step("exchange", facts, async (step) => {
    step.waitingFor = "answer to PING";
    socket.write(command("PING"));
    const silent = { code: "not-redis", cause: "nothing is said in answer to PING" } as const;
    const answered = await concludeSilence(incoming, silent, facts, step, context);
    if (!answered) throw new StepFailed({ ...silent, cause: "the connection is closed instead of an answer to PING" });
    const heard = incoming.bytes;
    const reply = await readReply(incoming);
    if (reply === null || !answersPing(reply)) {
      facts.speaks = speechOf(reply === null ? incoming.bytes : heard, context.redact);
      throw new StepFailed({ code: "not-redis", cause: "the answer to PING is none that Redis gives" });
    }
    facts.reply = context.redact(reply).slice(0, 300);
  });
}

/** Null where what came is no reply of Redis, or not a whole one. */
async function readReply(incoming: Incoming): Promise<string | null> {
  try {
    return await nextReply(incoming);
  } catch (error) {
    if (error instanceof NotAReply) return null;
    throw new StepFailed(socketFailure(error));
  }
}
