// Step `tcp`: every address is an attempt of its own, the next one after a head start or at once after a failure (RFC 8305 §5).

import { connect, type Socket } from "node:net";
import { CheckTimedOut, type ProbeContext } from "../context.ts";
import { socketFailure } from "../failure.ts";
import type { Failure, FailureCode, TcpAttempt, TcpFacts } from "../observation.ts";
import { StepFailed, type Trace } from "../trace.ts";

const HEAD_START_MS = 250;

/**
 * The first connection wins and is returned. Attempts already under way go on until the check ends, since a dead address is worth
 * knowing; their sockets are destroyed as soon as they have connected.
 */
export function tcp(
  target: { host: string; port: number; provesTcpAlone?: true },
  addresses: readonly string[],
  context: ProbeContext,
  trace: Trace,
): Promise<Socket> {
  const alone = target.provesTcpAlone ? { provesTcpAlone: true as const } : {};
  const facts: TcpFacts = { host: target.host, port: target.port, address: null, attempts: [], ...alone };
  return trace.step("tcp", facts, (step) => {
    step.waitingFor = "answer to the TCP connection request";
    return firstConnected(addresses, facts, context);
  });
}

function firstConnected(addresses: readonly string[], facts: TcpFacts, context: ProbeContext): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const waiting = [...addresses];
    const underWay = new Map<TcpAttempt, number>();
    let timer: NodeJS.Timeout | undefined;

    const conclude = (attempt: TcpAttempt, result: TcpAttempt["result"], failure?: Failure) => {
      attempt.ms = millisecondsSince(underWay.get(attempt) ?? performance.now());
      attempt.result = result;
      if (failure) attempt.failure = failure;
      underWay.delete(attempt);
    };

    const tryNext = () => {
      clearTimeout(timer);
      const address = waiting.shift();
      if (address === undefined || context.signal.aborted) return;
      const attempt: TcpAttempt = { address, result: "abandoned", ms: 0 };
      facts.attempts.push(attempt);
      underWay.set(attempt, performance.now());
      const socket = context.own(connect({ host: address, port: facts.port, autoSelectFamily: false }));
      socket.once("connect", () => {
        conclude(attempt, "connected");
        if (facts.address !== null) {
          socket.destroy();
          return;
        }
        clearTimeout(timer);
        facts.address = address;
        resolve(socket);
      });
      socket.once("error", (error) => {
        if (!underWay.has(attempt)) return;
        const failure = socketFailure(error);
        conclude(attempt, "failed", { code: failure.code, cause: context.redact(failure.cause).slice(0, 300) });
        if (facts.address !== null) return;
        if (waiting.length > 0) tryNext();
        else if (underWay.size === 0) reject(new StepFailed(mostTelling(facts.attempts)));
      });
      if (waiting.length > 0) timer = setTimeout(tryNext, HEAD_START_MS);
    };

    const stop = () => {
      clearTimeout(timer);
      const timedOut = facts.address === null && context.signal.reason instanceof CheckTimedOut;
      for (const attempt of [...underWay.keys()]) {
        if (!timedOut) conclude(attempt, "abandoned");
        else conclude(attempt, "failed", { code: "timed-out", cause: `no answer from ${attempt.address}` });
      }
      reject(context.signal.reason);
    };
    context.signal.addEventListener("abort", stop, { once: true });
    tryNext();
  });
}

const TELLING: FailureCode[] = ["refused", "reset", "timed-out", "not-permitted", "unclassified", "unreachable"];

/** Of several failures: a refusal says more than a missing route, which an address family that is not in use here gives at once. */
function mostTelling(attempts: TcpAttempt[]): Failure {
  const failures = attempts.flatMap((attempt) => attempt.failure ?? []);
  for (const code of TELLING) {
    const failure = failures.find((one) => one.code === code);
    if (failure) return failure;
  }
  return failures[0] ?? { code: "unclassified", cause: "no address could be tried" };
}

function millisecondsSince(start: number): number {
  return Math.round((performance.now() - start) * 10) / 10;
}
