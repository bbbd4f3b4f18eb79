// Runs a plan: bounded concurrency, the further questions, and a prompt end when the run is cut short.

import pLimit from "p-limit";
import type { Check, Plan } from "../plan/check.ts";
import type { Settings } from "../settings/settings.ts";
import { AddressQuestions } from "./address-question.ts";
import { FollowUps, type Measure } from "./follow-up.ts";
import { LoopDelay } from "./loop-delay.ts";
import type { Observation } from "./observation.ts";
import { observe, type Run } from "./observe.ts";
import { ProxyIdentity } from "./proxy-identity.ts";
import { type Resolver, systemResolver } from "./resolver.ts";
import { TURNS, timeOf, turnOf, unlessReached } from "./traffic/turns.ts";
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

/** Client libraries under way at once: a process of one takes 50 to 150 MiB, and the Job of a cluster has 512. */
const PROCESSES = 2;

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
  const processes = pLimit(PROCESSES);
  const alone = pLimit(1);
  try {
    const seen = new Map<string, Observation>();
    const observeOne = async (planned: Check): Promise<Observation> => {
      const check = unlessReached(planned, seen);
      const first = await observe(check, { ...run, timeoutMs: timeOf(check, run.timeoutMs) }, options.signal);
      const observation = check.traffic ? first : await addressQuestions.ask(check, await followUps.ask(check, first));
      options.onDone?.(planned, observation);
      seen.set(planned.id, observation);
      return observation;
    };
    const observations: Observation[] = [];
    for (const turn of TURNS) {
      const within = ({ kind }: Check) => (turn === "alone" ? alone : kind === "client" ? processes : limit);
      const inTurn = (check: Check, at: number) =>
        within(check)(async () => {
          observations[at] = await observeOne(check);
        });
      await Promise.all(plan.checks.map((check, at) => (turnOf(check) === turn ? inTurn(check, at) : null)));
    }
    return await followUps.askTheTime(observations);
  } finally {
    ended.abort();
    run.delay.stop();
    run.resolver.close?.();
  }
}
