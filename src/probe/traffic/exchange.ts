// Step `exchange` of a request that a plain GET does not stand for: whatever comes of it is a fact, and the step passes.

import { type ClientRequest, type IncomingMessage, request } from "node:http";
import { setTimeout as wait } from "node:timers/promises";
import type { Check } from "../../plan/check.ts";
import type { TrafficKind } from "../../whitelist/domain.ts";
import type { ProbeContext } from "../context.ts";
import { socketFailure } from "../failure.ts";
import type { Ending, Failure, TrafficExchange } from "../observation.ts";
import { headOf, withBody } from "../reply.ts";
import { BODY_LIMIT } from "../reply-body.ts";
import type { Trace } from "../trace.ts";
import { type Connection, hostOf, patienceOf } from "./connection.ts";

export interface Message {
  kind: TrafficKind;
  method: "GET" | "POST";
  path: string;
  headers: Record<string, string>;
  body: Buffer | null;
  /** Words for the report. */
  told: string;
}

const PIECE = 64 * 1024;
const EARLY_ANSWER_MS = 2000;
const BODY_PATIENCE_MS = 1000;
/** The share of the check's time in which the rest of a body may follow an early answer. */
const REST = 0.15;

export function trafficExchange(
  connection: Connection,
  message: Message,
  check: Check,
  context: ProbeContext,
  trace: Trace,
): Promise<TrafficExchange> {
  const { kind, told, method } = message;
  const facts: TrafficExchange = {
    protocol: "traffic",
    kind,
    request: `${method} ${check.path ?? "/"} ${told}`,
    sentBytes: 0,
    receivedBytes: 0,
    reply: null,
    ended: null,
  };
  return trace.step("exchange", facts, async (step) => {
    step.waitingFor = "answer to the request";
    const startedAt = performance.now();
    const out = Promise.withResolvers<void>();
    const answer = await answered(connection, message, check, context, facts, out.resolve);
    const ending = (failure: Failure): Ending => {
      const afterMs = Math.round(performance.now() - startedAt);
      const cause = context.redact(failure.cause).slice(0, 300);
      return { failure: { ...failure, cause }, farewell: connection.farewell.said, afterMs };
    };
    if ("code" in answer) {
      facts.ended = ending(answer);
      return facts;
    }
    const head = headOf(answer, context.redact);
    // An answer may come before all is sent. While it is not read, Node.js keeps the connection for the rest.
    await Promise.race([out.promise, wait(context.timeoutMs * REST, undefined, { signal: context.signal })]);
    facts.receivedBytes = answer.rawHeaders.reduce((bytes, text) => bytes + text.length, 0);
    // 101 has no body: what follows is another protocol.
    facts.reply = head.status === 101 ? head : withBody(head, await startOf(answer), context.redact);
    return facts;
  });
}

/** The answer's head, or how it came to none. The body goes on being sent until the connection ends or all of it is out. */
function answered(
  { socket }: Connection,
  message: Message,
  check: Check,
  context: ProbeContext,
  facts: TrafficExchange,
  onSent: () => void,
): Promise<IncomingMessage | Failure> {
  return new Promise((resolve) => {
    const waitedMs = patienceOf(context);
    const silent: Failure = { code: "timed-out", cause: `no answer within ${waitedMs} ms` };
    // A process that got no processor finds its timers due before it has read what came long ago: read first.
    const timer = setTimeout(() => setImmediate(() => resolve(silent)), waitedMs);
    const finish = (result: IncomingMessage | Failure) => {
      clearTimeout(timer);
      resolve(result);
    };
    const sent = request({
      method: message.method,
      path: message.path,
      headers: { Host: hostOf(check), "User-Agent": context.userAgent, Accept: "*/*", ...message.headers },
      setHost: false,
      createConnection: () => socket,
    });
    sent.once("response", finish).once("upgrade", finish);
    sent.on("error", (error) => finish(socketFailure(socket.errored ?? error)));
    socket.once("close", onSent);
    send(sent, message.body, facts, onSent);
  });
}

function send(sent: ClientRequest, body: Buffer | null, facts: TrafficExchange, onSent: () => void): void {
  const next = (from: number): void => {
    const piece = body?.subarray(from, from + PIECE);
    if (!piece?.length) return void sent.end(onSent);
    sent.write(piece, (error) => {
      if (error) return;
      facts.sentBytes += piece.length;
      if (from > 0 || body!.length <= PIECE) next(from + PIECE);
      else whenAnswered(sent, () => next(PIECE));
    });
  };
  next(0);
}

/**
 * Who refuses by the head alone has answered by then. Later, that answer would be lost with the reset that follows bytes which
 * nobody wants (RFC 9112 §9.6), and look like a cut.
 */
function whenAnswered(sent: ClientRequest, go: () => void): void {
  const once = () => {
    clearTimeout(timer);
    sent.off("response", once).off("close", once);
    go();
  };
  const timer = setTimeout(() => setImmediate(once), EARLY_ANSWER_MS);
  sent.on("response", once).on("close", once);
}

function startOf(message: IncomingMessage): Promise<Buffer> {
  return new Promise((resolve) => {
    const chunks: Buffer[] = [];
    let length = 0;
    const finish = () => {
      clearTimeout(timer);
      resolve(Buffer.concat(chunks).subarray(0, BODY_LIMIT));
    };
    const timer = setTimeout(finish, BODY_PATIENCE_MS);
    message.on("data", (chunk: Buffer) => {
      chunks.push(chunk);
      length += chunk.length;
      if (length >= BODY_LIMIT) finish();
    });
    message.on("end", finish).on("error", finish).on("close", finish);
  });
}
