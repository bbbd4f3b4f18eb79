// Runs one check to its end: its own time, the run's end, and the resources that it opens.

import { EventEmitter } from "node:events";
import type { Check } from "../plan/check.ts";
import { CheckTime } from "./check-time.ts";
import { clientLimit, clients } from "./clients/index.ts";
import { CheckTimedOut, type Destroyable, type ProbeContext } from "./context.ts";
import type { LoopDelay } from "./loop-delay.ts";
import type { Observation, PhaseRecord } from "./observation.ts";
import { policyProber } from "./policies/index.ts";
import { type Prober, Unmeasured, Untold } from "./prober.ts";
import { probers } from "./probers/index.ts";
import { StepFailed, Trace } from "./trace.ts";
import { trafficProbers } from "./traffic/index.ts";

/** What the checks of one run share. */
export type Run = Omit<ProbeContext, "signal" | "own"> & { delay: LoopDelay };

/** For a client library to be loaded, which a busy machine can take half a minute for. */
const PREPARATION_MS = 60_000;

type Conclusion = Pick<Observation, "outcome" | "reason">;

/** Never rejects: what breaks in one check leaves the others alone. */
export async function observe(
  check: Check,
  run: Run,
  runEnd: AbortSignal,
  prober = proberOf(check),
): Promise<Observation> {
  if (check.skip !== null) return without("skipped", check.skip);
  if (runEnd.aborted) return without("unknown", reasonOf(runEnd));
  const startedAt = performance.now();
  const trace = new Trace(run.redact, () => run.delay.total());
  const time = timeOf(check, run.timeoutMs);
  const { context, end } = contextOf({ ...run, timeoutMs: time.limitMs });
  const restart = () => time.restart();
  const conclusion = await conclude(prober(check, { ...context, restart }, trace), trace, run, time, runEnd, end);
  end(new Error("the check has ended"));
  return { ...closed(trace, conclusion, run), durationMs: Math.round(performance.now() - startedAt) };
}

/** Whichever comes first: the prober's end, the check's own time, the run's end. */
function conclude(
  running: Promise<void>,
  trace: Trace,
  run: Run,
  time: CheckTime,
  runEnd: AbortSignal,
  end: (reason: Error) => void,
): Promise<Conclusion> {
  return new Promise((resolve) => {
    let isOver = false;
    const finish = (outcome: Observation["outcome"], reason: string | null) => {
      isOver = true;
      time.end();
      runEnd.removeEventListener("abort", onRunEnd);
      resolve({ outcome, reason });
    };
    const onRunEnd = () => {
      const concluded = trace.cut();
      finish(concluded ? "done" : "unknown", concluded ? null : reasonOf(runEnd));
    };
    const onTimeUp = () => {
      if (isOver) return;
      end(new CheckTimedOut(`no result within ${time.limitMs} ms`));
      const told = trace.timeOut(time.limitMs);
      finish(told ? "done" : "unknown", told ? null : "timed out between two steps");
    };
    // A process that got no processor finds its timers due before it has read what came long ago: read first, and twice, since a
    // prober with a limit of its own (bounded-steps.ts) reads once and then judges.
    time.start(() => setImmediate(() => setImmediate(onTimeUp)));
    runEnd.addEventListener("abort", onRunEnd, { once: true });
    running.then(
      () => finish("done", null),
      (error: unknown) => {
        if (error instanceof StepFailed) finish("done", null);
        else if (error instanceof Unmeasured) finish("unknown", run.redact(error.message).slice(0, 300));
        else if (error instanceof Untold) finish("skipped", run.redact(error.message).slice(0, 300));
        else finish("unknown", bug(error, run));
      },
    );
  });
}

/** Facts that cannot be copied are no plain data. */
function closed(trace: Trace, conclusion: Conclusion, run: Run): Conclusion & { phases: PhaseRecord[] } {
  try {
    return { ...conclusion, phases: trace.close() };
  } catch (error) {
    return { outcome: "unknown", reason: bug(error, run), phases: [] };
  }
}

function timeOf({ kind, client }: Check, timeoutMs: number): CheckTime {
  if (kind !== "client" || client === null) return new CheckTime(timeoutMs);
  return new CheckTime(clientLimit(client, timeoutMs), PREPARATION_MS);
}

function contextOf(run: Run): { context: ProbeContext; end: (reason: Error) => void } {
  const controller = new AbortController();
  const owned: Destroyable[] = [];
  const own = <T extends Destroyable>(resource: T): T => {
    // An error that comes after the check has ended concerns nobody.
    if (resource instanceof EventEmitter) resource.on("error", () => {});
    if (controller.signal.aborted) resource.destroy();
    else owned.push(resource);
    return resource;
  };
  const end = (reason: Error) => {
    controller.abort(reason);
    for (const resource of owned.splice(0).reverse()) resource.destroy();
  };
  return { context: { ...run, signal: controller.signal, own }, end };
}

function proberOf(check: Check): Prober {
  if (check.kind === "policy") return policyProber(check);
  if (check.traffic) return trafficProbers[check.traffic.kind];
  return check.client === null ? probers[check.protocol] : clients[check.client];
}

function bug(error: unknown, { redact }: Run): string {
  return `bug in carto-proxy: ${redact(String(error)).slice(0, 300)}`;
}

function without(outcome: "skipped" | "unknown", reason: string): Observation {
  return { outcome, reason, phases: [], durationMs: 0 };
}

function reasonOf(signal: AbortSignal): string {
  return signal.reason instanceof Error ? signal.reason.message : String(signal.reason);
}
