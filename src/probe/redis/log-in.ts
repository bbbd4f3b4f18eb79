// Step `login` of Redis: AUTH with the URL's credentials, then PING again.

import type { Socket } from "node:net";
import type { Credentials } from "../../settings/secret.ts";
import type { ProbeContext } from "../context.ts";
import { socketFailure } from "../failure.ts";
import type { Incoming } from "../incoming.ts";
import type { LoginFacts } from "../observation.ts";
import { StepFailed, type Trace } from "../trace.ts";
import { command, errorWord, NotAReply, nextReply } from "./conversation.ts";

export function logIn(
  socket: Socket,
  incoming: Incoming,
  { user, password }: Credentials,
  context: ProbeContext,
  trace: Trace,
): Promise<void> {
  const facts: LoginFacts = { by: context.userAgent, errorCode: null, message: null };
  return trace.step("login", facts, async (step) => {
    step.waitingFor = "answer to AUTH";
    // Before Redis 6 AUTH knows no users, and a password alone is the default user's since.
    const words = user.reveal() === "" ? [password.reveal()] : [user.reveal(), password.reveal()];
    const answer = await say(socket, incoming, command("AUTH", ...words));
    const refused = errorWord(answer);
    facts.message = context.redact(answer).slice(0, 300);
    facts.errorCode = refused;
    if (!answer.startsWith("+OK")) throw new StepFailed({ code: "login-failed", cause: context.redact(answer) });
    step.waitingFor = "answer to PING";
    // Any answer will do: a user may lack the right to PING.
    await say(socket, incoming, command("PING"));
    socket.end();
  });
}

async function say(socket: Socket, incoming: Incoming, words: Buffer): Promise<string> {
  try {
    socket.write(words);
    const reply = await nextReply(incoming);
    if (reply !== null) return reply;
  } catch (error) {
    if (error instanceof NotAReply)
      throw new StepFailed({ code: "not-redis", cause: "an answer that Redis does not give" });
    throw new StepFailed(socketFailure(error));
  }
  throw new StepFailed({ code: "closed", cause: "the connection is closed instead of an answer" });
}
