// Step `exchange` of PostgreSQL: a StartupMessage, and the server's answer to it. No password is ever sent.

import type { Socket } from "node:net";
import type { ProbeContext } from "../context.ts";
import { socketFailure } from "../failure.ts";
import { Incoming } from "../incoming.ts";
import type { Failure, PostgresExchange } from "../observation.ts";
import { concludeSilence } from "../silence.ts";
import { speechOf } from "../speech.ts";
import { StepFailed, type Trace } from "../trace.ts";
import { authMethod } from "./authentication.ts";
import { failureOfError, readErrorResponse, redactMessage } from "./error-response.ts";
import { NotAMessage, nextMessage, type ServerMessage, startupMessage, terminate } from "./message.ts";

export interface Visitor {
  user: string;
  /** Null: none is named, the server takes the user's. */
  database: string | null;
  /** The user exists nowhere: that the server refuses it is no failure. */
  madeUp: boolean;
}

// Authentication…, ErrorResponse, NegotiateProtocolVersion, NoticeResponse; once the user is in also ParameterStatus,
// BackendKeyData and ReadyForQuery.
const BEFORE_LOGIN = "REvN";
const AFTER_LOGIN = "EvNSKZ";
/** A server sends some twenty: notices, and the settings that it reports. */
const MOST_MESSAGES = 1000;

/** @param proven whether the server has already shown that it speaks PostgreSQL, by its answer to SSLRequest */
export function startUp(
  socket: Socket,
  visitor: Visitor,
  proven: boolean,
  context: ProbeContext,
  trace: Trace,
): Promise<void> {
  const facts: PostgresExchange = {
    protocol: "postgres",
    answer: null,
    authMethod: null,
    sqlState: null,
    message: null,
    speaks: null,
  };
  return trace.step("exchange", facts, async (step) => {
    const incoming = new Incoming(socket);
    step.waitingFor = "answer to the StartupMessage";
    socket.write(startupMessage(visitor.user, visitor.database));
    const silent: Failure = proven
      ? { code: "timed-out", cause: "TLS was agreed on, and the StartupMessage is not answered" }
      : { code: "not-postgres", cause: "nothing is said in answer to the StartupMessage" };
    const answered = await concludeSilence(incoming, silent, facts, step, context);
    if (!answered && !proven)
      throw new StepFailed({ ...silent, cause: "the connection is closed instead of an answer to the StartupMessage" });
    const failure = await hear(incoming, visitor, facts, context);
    // While a password is awaited, a Terminate would be logged as a violation of the protocol; a plain end is not.
    socket.end(facts.answer === "welcomes" ? terminate() : "");
    if (failure) throw new StepFailed(failure);
  });
}

/** Reads as far as the server goes without a password; fills in `facts`. */
async function hear(
  incoming: Incoming,
  visitor: Visitor,
  facts: PostgresExchange,
  context: ProbeContext,
): Promise<Failure | null> {
  for (let messages = 0; messages < MOST_MESSAGES; messages++) {
    const message = await next(incoming, facts, context);
    if (message.type === "R") {
      facts.authMethod = authMethod(message.body);
      facts.answer = facts.authMethod === null ? "welcomes" : "asks-for-login";
      if (facts.answer === "asks-for-login") return null;
    }
    if (message.type === "Z") return null;
    if (message.type === "E") {
      const { sqlState, message: words } = readErrorResponse(message.body);
      const names = [visitor.user, visitor.database ?? visitor.user];
      facts.answer = "error";
      facts.sqlState = sqlState;
      facts.message = redactMessage(words, names, context.redact).slice(0, 300);
      const code = failureOfError(sqlState, visitor.madeUp, words);
      return code && { code, cause: `${sqlState ?? "no SQLSTATE"}: ${facts.message}` };
    }
  }
  return { code: "not-postgres", cause: `no end of the answer within ${MOST_MESSAGES} messages` };
}

async function next(incoming: Incoming, facts: PostgresExchange, context: ProbeContext): Promise<ServerMessage> {
  try {
    const message = await nextMessage(incoming, facts.answer === "welcomes" ? AFTER_LOGIN : BEFORE_LOGIN);
    if (message) return message;
  } catch (error) {
    if (!(error instanceof NotAMessage)) throw new StepFailed(socketFailure(error));
    facts.speaks = speechOf(incoming.bytes, context.redact);
    throw new StepFailed({
      code: "not-postgres",
      cause: "the answer to the StartupMessage is no message of PostgreSQL",
    });
  }
  throw new StepFailed({ code: "closed", cause: "the connection is closed in the middle of the server's answer" });
}
