// What the whole run shows of one proxy: what a single check's failure means depends on how the others fared through it.

import type { FailureCode, ProxyRefusal, Speech } from "../probe/observation.ts";
import type { Evidence, ObservedCheck } from "./evidence.ts";
import { failedStep, stepOf } from "./failed-step.ts";

/** scheme://host:port of the proxy that the check goes through, or null on a direct route. */
export function proxyOf({ check }: ObservedCheck): string | null {
  return check.route.kind === "proxy" ? check.route.proxy : null;
}

export function isAbsoluteForm({ check }: ObservedCheck): boolean {
  return check.protocol === "http" && check.route.kind === "proxy" && check.route.form === "absolute";
}

/** The proxy gave at least one check its tunnel. */
export function opensTunnels(proxy: string, evidence: Evidence): boolean {
  // A policy check passes also where the proxy let a host through that is not there.
  return through(proxy, evidence).some(
    (observed) => observed.check.kind !== "policy" && stepOf(observed, "tunnel")?.ok,
  );
}

/** The proxy finished a TLS handshake with at least one check. */
export function speaksTlsToUs(proxy: string, evidence: Evidence): boolean {
  return through(proxy, evidence).some((observed) => stepOf(observed, "proxy-tls")?.ok);
}

/** At least one HTTP answer of any status came from the proxy: it is there, and it speaks HTTP by this route. */
export function answersHttp(proxy: string, evidence: Evidence): boolean {
  return through(proxy, evidence).some((observed) => {
    const tunnel = stepOf(observed, "tunnel");
    if (tunnel?.ok || tunnel?.facts.reply) return true;
    const exchange = stepOf(observed, "exchange");
    return isAbsoluteForm(observed) && exchange?.facts.protocol === "http" && exchange.facts.reply !== null;
  });
}

/**
 * What stands on the proxy's port instead of what its URL promises: as this check saw it, else as any other did, since
 * one extra connection a run finds it out. Null where nobody saw anything speak.
 */
export function speechOf(observed: ObservedCheck, evidence: Evidence): Speech | null {
  const proxy = proxyOf(observed);
  if (!proxy) return null;
  const heard = [observed, ...through(proxy, evidence)].map(ownSpeech);
  return heard.find((speech) => speech && speech.protocol !== "nothing") ?? null;
}

/** The failure code where the proxy is the other end of the conversation that failed: CONNECT, or a plain request. */
export function failureAtProxy(observed: ObservedCheck): FailureCode | null {
  const failed = failedStep(observed);
  if (!failed || !proxyOf(observed)) return null;
  const atProxy = failed.phase === "tunnel" || (failed.phase === "exchange" && isAbsoluteForm(observed));
  return atProxy ? failed.failure.code : null;
}

/** The proxy's own "no" that the check failed on, or null. */
export function refusalOf(observed: ObservedCheck): ProxyRefusal | null {
  const record = failedStep(observed)?.record;
  if (failureAtProxy(observed) !== "refused-by-proxy") return null;
  if (record?.phase === "tunnel") return record.facts.refusal;
  return record?.phase === "exchange" && record.facts.protocol === "http" ? record.facts.refusal : null;
}

function ownSpeech(observed: ObservedCheck): Speech | null {
  const exchange = isAbsoluteForm(observed) ? stepOf(observed, "exchange")?.facts : null;
  const answer = exchange?.protocol === "http" ? exchange.speaks : null;
  return stepOf(observed, "tunnel")?.facts.speaks ?? stepOf(observed, "proxy-tls")?.facts.speaks ?? answer ?? null;
}

/** The checks of this proxy. */
export function through(proxy: string, evidence: Evidence): ObservedCheck[] {
  return evidence.checks.filter((observed) => proxyOf(observed) === proxy);
}
