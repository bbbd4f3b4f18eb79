// One more question, where what a check saw leaves two causes open: a later try, another port, another route, the time of day.

import { setTimeout as wait } from "node:timers/promises";
import pLimit from "p-limit";
import type { Check, Plan, ProxyRoute } from "../plan/check.ts";
import type { Settings } from "../settings/settings.ts";
import type {
  Control,
  FailureCode,
  FollowUp,
  HttpReply,
  Observation,
  PhaseRecord,
  TunnelTrial,
} from "./observation.ts";
import type { Prober } from "./prober.ts";
import { authority } from "./proxy-route.ts";
import { retryAfter } from "./retry-after.ts";
import { askTheTime } from "./time-question.ts";

/** Runs a check of our own making, as any check is run. Never rejects. */
export type Measure = (check: Check, how?: { prober?: Prober; atMostMs?: number }) => Promise<Observation>;

export interface FollowUpOptions {
  plan: Plan;
  settings: Settings;
  /** Whether a proxied check that failed is repeated direct. */
  control: boolean;
  /** The run's end: what is asked until then is given up, and what was seen before stands. */
  signal: AbortSignal;
  measure: Measure;
}

const PATIENCE_MS = 5000;
const NOT_REACHED: FailureCode[] = ["timed-out", "unreachable", "not-permitted", "refused", "reset", "closed"];

export class FollowUps {
  readonly #options: FollowUpOptions;
  /** One for each proxy and target of a run. */
  readonly #trials = new Map<string, Promise<TunnelTrial | null>>();

  readonly #turn = pLimit(1);

  constructor(options: FollowUpOptions) {
    this.#options = options;
  }

  /** @returns the observation with what the further questions brought; the same where there was nothing to ask */
  async ask(check: Check, first: Observation): Promise<Observation> {
    if (check.kind !== "path" || first.outcome !== "done") return first;
    const seen = await this.#askLater(check, first);
    const failed = seen.phases.find((record) => record.failure);
    if (!failed) return seen;
    const [port443, byProxy, control] = await Promise.all([
      this.#port443(check, failed),
      this.#byProxy(check, failed),
      this.#control(check),
    ]);
    const answers = { ...(port443 && { port443 }), ...(byProxy && { byProxy }), ...(control && { control }) };
    return withFollowUp(seen, answers);
  }

  /** At most one question for each route, and only where certificates fail on their dates and no answer told the time. */
  async askTheTime(observations: Observation[]): Promise<Observation[]> {
    return askTheTime(this.#options.plan.checks, observations, this.#measureShortly);
  }

  async #askLater(check: Check, first: Observation): Promise<Observation> {
    const failed = first.phases.find((record) => record.failure);
    const reply = failed && limitingReply(failed);
    if (!reply) return first;
    const waitedMs = retryAfter(reply);
    const { signal, measure } = this.#options;
    const waited = await wait(waitedMs, true, { signal }).catch(() => false);
    // One after the other: to come back all at once would be the haste that was refused.
    const second = waited ? await this.#turn(() => measure(check)) : first;
    if (second === first || second.outcome !== "done") return first;
    const durationMs = first.durationMs + waitedMs + second.durationMs;
    return withFollowUp({ ...second, durationMs }, { rateLimited: { reply, waitedMs } });
  }

  /** Left out where the plan has that very check. */
  async #port443(check: Check, failed: PhaseRecord): Promise<TunnelTrial | null> {
    const { route, host } = check;
    if (route.kind !== "proxy" || failed.phase !== "tunnel" || check.port === 443) return null;
    if (!["denied", "other"].includes(failed.facts.refusal?.kind ?? "")) return null;
    const planned = this.#options.plan.checks.some(
      (other) =>
        other.skip === null &&
        other.host === host &&
        other.port === 443 &&
        other.route.kind === "proxy" &&
        other.route.proxy === route.proxy,
    );
    return planned ? null : this.#trial({ ...check, port: 443 }, route);
  }

  async #byProxy(check: Check, failed: PhaseRecord): Promise<TunnelTrial | null> {
    const { https, http } = this.#options.settings.proxies;
    const proxy = https?.url ?? http?.url;
    const bypasses = check.warehouse !== null && check.route.reason === "warehouse-bypass";
    if (!proxy || !bypasses || failed.phase !== "tcp" || !failed.failure) return null;
    if (!NOT_REACHED.includes(failed.failure.code)) return null;
    return this.#trial(check, { kind: "proxy", proxy: proxy.href, reason: "https_proxy", form: "tunnel" });
  }

  async #control(check: Check): Promise<Control | null> {
    if (!this.#options.control || check.route.kind !== "proxy") return null;
    const direct: Check = { ...check, route: { kind: "direct", reason: "no-proxy-configured", entry: null } };
    const seen = await this.#measureShortly(direct);
    if (seen.outcome !== "done") return null;
    const failed = seen.phases.find((record) => record.failure);
    const failure = failed?.failure ?? null;
    return { works: failure === null, phase: failed?.phase ?? null, failure, ms: seen.durationMs };
  }

  #trial(check: Check, route: ProxyRoute): Promise<TunnelTrial | null> {
    const target = authority(check.host, check.port);
    const key = `${route.proxy} ${target}`;
    const known = this.#trials.get(key);
    if (known) return known;
    const trial = this.#open({ ...check, protocol: "tcp", path: null, expect: null, route }, route.proxy, target);
    this.#trials.set(key, trial);
    return trial;
  }

  /** A check of protocol `tcp` ends where the tunnel is open, and its socket is destroyed then. */
  async #open(check: Check, proxy: string, target: string): Promise<TunnelTrial | null> {
    const seen = await this.#measureShortly(check);
    if (seen.outcome !== "done") return null;
    const failure = seen.phases.find((record) => record.failure)?.failure ?? null;
    return { proxy, target, opened: failure === null, failure, ms: seen.durationMs };
  }

  #measureShortly: Measure = (check, how) => this.#options.measure(check, { ...how, atMostMs: PATIENCE_MS });
}

function withFollowUp(seen: Observation, answers: FollowUp): Observation {
  if (Object.keys(answers).length === 0) return seen;
  return { ...seen, followUp: { ...seen.followUp, ...answers } };
}

/** The proxy's own 429, to CONNECT or to a plain request. */
function limitingReply(failed: PhaseRecord): HttpReply | null {
  if (failed.phase === "tunnel") return failed.facts.refusal?.kind === "rate-limited" ? failed.facts.reply : null;
  if (failed.phase !== "exchange" || failed.facts.protocol !== "http") return null;
  return failed.facts.refusal?.kind === "rate-limited" ? failed.facts.reply : null;
}
