// Many tunnels at once: opened one by one and held, until the proxy stops or there are as many as CARTO's services can need.

import { setTimeout as wait } from "node:timers/promises";
import type { Check } from "../../plan/check.ts";
import { MOST_TUNNELS } from "../../plan/traffic-checks.ts";
import type { Destroyable, ProbeContext } from "../context.ts";
import type { Failure, PhaseRecord, TrafficExchange, TunnelCount } from "../observation.ts";
import { type Prober, Untold } from "../prober.ts";
import { openRoute } from "../steps/route.ts";
import { StepFailed, Trace } from "../trace.ts";

/** A proxy counts a tunnel as closed a moment after it is. */
const AFTERWARDS = 3;
const PAUSE_MS = 400;
/** Of the check's time, in which new tunnels are asked for. */
const SHARE = 0.5;

export const tunnels: Prober = async (check, context, trace) => {
  const held: Destroyable[] = [await openRoute(check, context, trace)];
  const count: TunnelCount = { wanted: MOST_TUNNELS, opened: 1, stopped: null, openedAfterwards: null };
  const facts: TrafficExchange = {
    protocol: "traffic",
    kind: "tunnels",
    request: `CONNECT, up to ${MOST_TUNNELS} times`,
    sentBytes: 0,
    receivedBytes: 0,
    reply: null,
    ended: null,
    tunnels: count,
  };
  await trace.step("exchange", facts, async (step) => {
    step.waitingFor = "answer to CONNECT";
    const until = performance.now() + context.timeoutMs * SHARE;
    let hasFailed = false;
    while (count.opened < MOST_TUNNELS && performance.now() < until) {
      const next = await open(check, context);
      if (next.socket) {
        held.push(next.socket);
        count.opened = held.length;
      } else if (hasFailed) {
        count.stopped = next.stopped;
        break;
      }
      hasFailed = next.socket === null;
    }
    for (const socket of held) socket.destroy();
    if (count.stopped === null && count.opened < MOST_TUNNELS) {
      throw new Untold(`only ${count.opened} of ${MOST_TUNNELS} tunnels could be asked for in the time of the check`);
    }
    if (count.stopped === null) return;
    count.openedAfterwards = false;
    for (let at = 0; at < AFTERWARDS && !count.openedAfterwards; at++) {
      await wait(PAUSE_MS, undefined, { signal: context.signal });
      const again = await open(check, context);
      again.socket?.destroy();
      count.openedAfterwards = again.socket !== null;
    }
  });
};

type Opening = { socket: Destroyable } | { socket: null; stopped: NonNullable<TunnelCount["stopped"]> };

async function open(check: Check, context: ProbeContext): Promise<Opening> {
  const trace = new Trace(context.redact);
  const patienceMs = Math.min(3000, Math.round(context.timeoutMs / 4));
  const limit = new AbortController();
  const opening = openRoute({ ...check, protocol: "tcp" }, context, trace).catch((error: unknown) => {
    if (error instanceof StepFailed || limit.signal.aborted) return null;
    throw error;
  });
  const tired = wait(patienceMs, null, { signal: AbortSignal.any([context.signal, limit.signal]) }).catch(() => null);
  const socket = await Promise.race([opening, tired]);
  limit.abort();
  if (socket) return { socket };
  void opening.then((late) => late?.destroy());
  trace.timeOut(patienceMs);
  return { socket: null, stopped: stoppedBy(trace.close()) };
}

function stoppedBy(records: PhaseRecord[]): NonNullable<TunnelCount["stopped"]> {
  const failed = records.find((record) => record.failure);
  const failure: Failure = failed?.failure ?? { code: "unclassified", cause: "no cause was recorded" };
  const reply = failed?.phase === "tunnel" ? failed.facts.reply : null;
  const how = reply ? "refused" : failure.code === "timed-out" ? "silent" : "closed";
  return { how, status: reply?.status ?? null, failure };
}
