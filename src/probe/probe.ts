// Runs a plan: bounded concurrency, a time limit for each check, and a prompt end when the run is cut short.

import { EventEmitter } from "node:events";
import pLimit from "p-limit";
import type { Check, Plan } from "../plan/check.ts";
import type { Settings } from "../settings/settings.ts";
import { AddressQuestions } from "./address-question.ts";
import { clients } from "./clients/index.ts";
import { CheckTimedOut, type Destroyable, type ProbeContext } from "./context.ts";
import { FollowUps, type Measure } from "./follow-up.ts";
import { LoopDelay } from "./loop-delay.ts";
import type { Observation } from "./observation.ts";
import { policyProber } from "./policies/index.ts";
import { type Prober, Untold } from "./prober.ts";
import { probers } from "./probers/index.ts";
import { ProxyIdentity } from "./proxy-identity.ts";
import { type Resolver, systemResolver } from "./resolver.ts";
import { StepFailed, Trace } from "./trace.ts";
import { trustOf } from "./trust.ts";

export interface ProbeOptions {
  /** Milliseconds for one check. */
  timeoutMs: number;
  concurrency: number;
  /** Aborted at the run's deadline or on an interrupt; its reason (a string or an Error) becomes that of unfinished checks. */
  signal: AbortSignal;
  /** Of carto-proxy, for the User-Agent. */
  version: string;
  /** Takes secrets out of texts that came from the network. */
  redact?: (text: string) => string;
  resolver?: Resolver;
  /** Repeat a proxied check that failed direct, once. Default: no. */
  control?: boolean;
  onDone?: (check: Check, observation: Observation) => void;
}

/** What the checks of one run share. */
type Run = Omit<ProbeContext, "signal" | "own"> & { delay: LoopDelay };

/** @returns one observation for each check, in plan order; resolves at once when `signal` aborts, and leaves no socket open */
export async function probe(plan: Plan, settings: Settings, options: ProbeOptions): Promise<Observation[]> {
  const redact = options.redact ?? ((text) => text);
  const ended = new AbortController();
  const run: Run = {
    settings,
    trust: trustOf(settings),
    resolver: options.resolver ?? systemResolver(),
    identity: new ProxyIdentity(AbortSignal.any([options.signal, ended.signal]), options.timeoutMs, redact),
    timeoutMs: options.timeoutMs,
    redact,
    userAgent: `carto-proxy/${options.version}`,
    delay: new LoopDelay(),
  };
  const measure: Measure = (check, how) => {
    const timeoutMs = Math.min(run.timeoutMs, how?.atMostMs ?? run.timeoutMs);
    return observe(check, { ...run, timeoutMs }, options.signal, how?.prober);
  };
  const control = options.control ?? false;
  const followUps = new FollowUps({ plan, settings, control, signal: options.signal, measure });
  const addressQuestions = new AddressQuestions(measure);
  const limit = pLimit(options.concurrency);
  try {
    const observations = await Promise.all(
      plan.checks.map((check) =>
        limit(async () => {
          const seen = await followUps.ask(check, await observe(check, run, options.signal));
          const observation = await addressQuestions.ask(check, seen);
          options.onDone?.(check, observation);
          return observation;
        }),
      ),
    );
    return await followUps.askTheTime(observations);
  } finally {
    ended.abort();
    run.delay.stop();
    run.resolver.close?.();
  }
}

async function observe(check: Check, run: Run, runEnd: AbortSignal, prober = proberOf(check)): Promise<Observation> {
  if (check.skip !== null) return without("skipped", check.skip);
  if (runEnd.aborted) return without("unknown", reasonOf(runEnd));
  const startedAt = performance.now();
  const trace = new Trace(run.redact, () => run.delay.total());
  const { context, end } = contextOf(run);
  const result = await conclude(prober(check, context, trace), trace, run, runEnd, end);
  end(new Error("the check has ended"));
  return { ...result, phases: trace.close(), durationMs: Math.round(performance.now() - startedAt) };
}

/** Whichever comes first: the prober's end, the check's own time, the run's end. */
function conclude(
  running: Promise<void>,
  trace: Trace,
  run: Run,
  runEnd: AbortSignal,
  end: (reason: Error) => void,
): Promise<Pick<Observation, "outcome" | "reason">> {
  return new Promise((resolve) => {
    const finish = (outcome: Observation["outcome"], reason: string | null) => {
      clearTimeout(timer);
      runEnd.removeEventListener("abort", onRunEnd);
      resolve({ outcome, reason });
    };
    const onRunEnd = () => {
      const concluded = trace.cut();
      finish(concluded ? "done" : "unknown", concluded ? null : reasonOf(runEnd));
    };
    const timer = setTimeout(() => {
      end(new CheckTimedOut(`no result within ${run.timeoutMs} ms`));
      const told = trace.timeOut(run.timeoutMs);
      finish(told ? "done" : "unknown", told ? null : "timed out between two steps");
    }, run.timeoutMs);
    runEnd.addEventListener("abort", onRunEnd, { once: true });
    running.then(
      () => finish("done", null),
      (error: unknown) => {
        if (error instanceof StepFailed) finish("done", null);
        else if (error instanceof Untold) finish("skipped", run.redact(error.message).slice(0, 300));
        else finish("unknown", `bug in carto-proxy: ${run.redact(String(error)).slice(0, 300)}`);
      },
    );
  });
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
  return check.client === null ? probers[check.protocol] : clients[check.client];
}

function without(outcome: "skipped" | "unknown", reason: string): Observation {
  return { outcome, reason, phases: [], durationMs: 0 };
}

function reasonOf(signal: AbortSignal): string {
  return signal.reason instanceof Error ? signal.reason.message : String(signal.reason);
}
