// An idle connection: one request, then not a byte for a while, then one more to see whether the connection is still there.

import { setTimeout as wait } from "node:timers/promises";
import type { Check } from "../../plan/check.ts";
import type { ProbeContext } from "../context.ts";
import { closedByPeer, socketFailure } from "../failure.ts";
import type { Failure, TrafficExchange } from "../observation.ts";
import { type Prober, Untold } from "../prober.ts";
import { StepFailed } from "../trace.ts";
import { type Connection, hostOf, openConnection, patienceOf } from "./connection.ts";

/** Whoever ends a connection in this part of the time answers and closes, and has no limit on idleness. */
const AT_ONCE = 0.1;

export const idle: Prober = async (check, context, trace) => {
  const idleMs = check.traffic?.idleMs ?? 0;
  const connection = await openConnection(check, context, trace);
  const facts: TrafficExchange = {
    protocol: "traffic",
    kind: "idle",
    request: `GET ${check.path ?? "/"}, then ${idleMs} ms without a byte, then the same`,
    sentBytes: 0,
    receivedBytes: 0,
    reply: null,
    ended: null,
    heldOpenMs: 0,
  };
  const line = new Line(connection);
  const patienceMs = patienceOf(context, idleMs);
  await trace.step("exchange", facts, async (step) => {
    step.waitingFor = "answer to the HTTP request";
    if (!(await line.ask(check, context, patienceMs))) {
      throw new StepFailed(line.end ?? { code: "timed-out", cause: `no answer within ${patienceMs} ms` });
    }
    step.waitingFor = "end of the idle time";
    const closes = /^connection:\s*close\b/im.test(line.head);
    const since = performance.now();
    await line.ended(idleMs, context);
    facts.heldOpenMs = Math.round((line.endedAt ?? performance.now()) - since);
    facts.receivedBytes = line.bytes;
    const { farewell } = connection;
    if (line.end && (closes || facts.heldOpenMs < idleMs * AT_ONCE)) throw new Untold(ANSWERS_AND_CLOSES);
    if (line.end && farewell.said) throw new Untold(closedByItself(facts.heldOpenMs));
    const awake = line.end === null && (await line.ask(check, context, patienceMs));
    if (awake) return;
    const silent: Failure = {
      code: "timed-out",
      cause: `no answer within ${patienceMs} ms on a connection that was idle`,
    };
    const failure = line.end ?? silent;
    const cause = context.redact(failure.cause).slice(0, 300);
    facts.ended = { failure: { ...failure, cause }, farewell: farewell.said, afterMs: facts.heldOpenMs };
  });
};

const ANSWERS_AND_CLOSES =
  "the origin answers and closes: it holds no idle connection without a login, so that nothing can be told";

function closedByItself(afterMs: number): string {
  return `the connection was closed by TLS itself after ${afterMs} ms, usually by the origin: nothing can be told of the way`;
}

/** What is heard on the connection, byte by byte and unread: whether there was an answer is all that counts. */
class Line {
  bytes = 0;
  head = "";
  end: Failure | null = null;
  endedAt: number | null = null;
  readonly #socket: Connection["socket"];
  #heard: () => void = () => {};
  readonly #over = Promise.withResolvers<void>();

  constructor({ socket }: Connection) {
    this.#socket = socket;
    socket.on("data", (chunk: Buffer) => {
      this.bytes += chunk.length;
      if (this.head.length < 4096) this.head += chunk.toString("latin1");
      this.#heard();
    });
    socket.once("end", () => this.#close(closedByPeer("while it was idle")));
    socket.once("error", (error) => this.#close(error));
    socket.once("close", () => this.#close(closedByPeer("while it was idle")));
  }

  /** @returns whether anything came in answer */
  async ask(check: Check, context: ProbeContext, patienceMs: number): Promise<boolean> {
    const answer = new Promise<boolean>((resolve) => {
      this.#heard = () => resolve(true);
    });
    const head = [`GET ${check.path ?? "/"} HTTP/1.1`, `Host: ${hostOf(check)}`, `User-Agent: ${context.userAgent}`];
    this.#socket.write(`${head.join("\r\n")}\r\nAccept: */*\r\n\r\n`);
    const tired = wait(patienceMs, false, { signal: context.signal });
    return Promise.race([answer, tired, this.#over.promise.then(() => false)]);
  }

  /** Resolves when the time is over, or the connection before. */
  async ended(withinMs: number, context: ProbeContext): Promise<void> {
    await Promise.race([this.#over.promise, wait(withinMs, undefined, { signal: context.signal })]);
  }

  #close(error: unknown): void {
    if (this.end) return;
    this.end = socketFailure(this.#socket.errored ?? error);
    this.endedAt = performance.now();
    this.#over.resolve();
  }
}
