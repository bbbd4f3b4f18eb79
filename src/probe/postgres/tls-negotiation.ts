// Step `tls` of PostgreSQL: asks the server for TLS in its own way, and takes the handshake on the same connection.

import type { Socket } from "node:net";
import type { Check } from "../../plan/check.ts";
import type { ProbeContext } from "../context.ts";
import { socketFailure } from "../failure.ts";
import { emptyTlsFacts, handshake } from "../handshake.ts";
import { Incoming } from "../incoming.ts";
import type { TlsFacts } from "../observation.ts";
import { concludeSilence } from "../silence.ts";
import { speechOf } from "../speech.ts";
import { type CurrentStep, StepFailed, type Trace } from "../trace.ts";
import type { Trust } from "../trust.ts";
import { failureOfError, readErrorResponse, redactMessage } from "./error-response.ts";
import { NotAMessage, nextMessage, sslRequest } from "./message.ts";

export interface TlsWish {
  /** Whether a server without TLS ends the check. */
  required: boolean;
  /** Whether an untrusted certificate ends the check. */
  verify: boolean;
  /** Whether it must be for the target's name. */
  checkName: boolean;
  /** False where the warehouse's own mode judges no certificate. */
  enforced: boolean;
  trust: Trust;
}

/** @returns the socket to go on with: the same one where the server has no TLS and need not have. */
export function negotiateTls(
  socket: Socket,
  check: Check,
  wish: TlsWish,
  context: ProbeContext,
  trace: Trace,
): Promise<Socket> {
  const facts: TlsFacts = { ...emptyTlsFacts(check.host), ...(wish.enforced ? {} : { enforced: false }) };
  return trace.step("tls", facts, async (step) => {
    const reply = await ask(socket, facts, step, context);
    if (reply === "S") {
      step.waitingFor = "answer to the TLS ClientHello";
      const secured = await handshake(socket, { ...wish, host: check.host, alpn: [], verify: false }, facts, context);
      judge(facts, wish);
      return secured;
    }
    if (wish.required) throw new StepFailed({ code: "tls-refused", cause: 'the server answers "N" to SSLRequest' });
    return socket;
  });
}

function judge(facts: TlsFacts, wish: TlsWish): void {
  const failure = facts.certificateFailure;
  // The chain is verified before the name: with a wrong name it was good.
  if (failure?.code === "certificate-name-mismatch" && !wish.checkName) facts.enforced = false;
  else if (failure && wish.verify) throw new StepFailed(failure);
}

async function ask(socket: Socket, facts: TlsFacts, step: CurrentStep, context: ProbeContext): Promise<"S" | "N"> {
  const incoming = new Incoming(socket);
  step.waitingFor = "answer to SSLRequest";
  socket.write(sslRequest());
  const silent = { code: "not-postgres", cause: "nothing is said in answer to SSLRequest" } as const;
  const answered = await concludeSilence(incoming, silent, facts, step, context);
  if (!answered)
    throw new StepFailed({ ...silent, cause: "the connection is closed instead of an answer to SSLRequest" });
  const reply = String.fromCharCode(incoming.bytes[0] ?? 0);
  if (reply === "E") throw new StepFailed(await readRefusal(incoming, facts, context));
  if ((reply !== "S" && reply !== "N") || incoming.bytes.length > 1) {
    facts.speaks = speechOf(incoming.bytes, context.redact);
    // More than the one byte is another protocol ("SSH-2.0"), or bytes slipped in before TLS protects them (CVE-2021-23222).
    const cause = "the answer to SSLRequest is none that PostgreSQL gives: one byte, S or N";
    throw new StepFailed({ code: "not-postgres", cause });
  }
  facts.sslReply = reply;
  incoming.detach();
  return reply;
}

/** ErrorResponse before TLS: the server is out of something, or is older than TLS. Nobody has vouched for its words. */
async function readRefusal(incoming: Incoming, facts: TlsFacts, context: ProbeContext): Promise<StepFailed["failure"]> {
  const words = await readError(incoming);
  if (words === null) {
    facts.speaks = speechOf(incoming.bytes, context.redact);
    return { code: "not-postgres", cause: "the answer to SSLRequest is no message of PostgreSQL" };
  }
  facts.sslReply = "E";
  const code =
    words.sqlState === null ? "rejected" : (failureOfError(words.sqlState, false, words.message) ?? "rejected");
  const said = redactMessage(words.message, [], context.redact);
  return { code, cause: `the server answers SSLRequest with an error: ${words.sqlState ?? ""} ${said}`.trim() };
}

async function readError(incoming: Incoming): Promise<{ sqlState: string | null; message: string } | null> {
  try {
    const message = await nextMessage(incoming, "E");
    return message && readErrorResponse(message.body);
  } catch (error) {
    if (!(error instanceof NotAMessage)) throw new StepFailed(socketFailure(error));
  }
  // Where it cannot start a process for us, even a new server answers as protocol 2.0 did: "E", text, NUL.
  const OLD_ERROR_LIMIT = 1000;
  try {
    while (incoming.bytes.length < OLD_ERROR_LIMIT && incoming.bytes.at(-1) !== 0 && (await incoming.more()));
  } catch (error) {
    throw new StepFailed(socketFailure(error));
  }
  const text = incoming.bytes.toString("utf8");
  return /^E[^\0]+\n\0$/.test(text) ? { sqlState: null, message: text.slice(1, -2).trim() } : null;
}
