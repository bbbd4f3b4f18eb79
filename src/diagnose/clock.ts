// What the answers of the run say of this machine's clock: their Date headers, laid beside the time when they came.

import type { FailureCode, HttpReply } from "../probe/observation.ts";
import { certificateFault, type Handshake, tlsFacts } from "./certificate.ts";
import type { Evidence, ObservedCheck } from "./evidence.ts";
import { stepOf } from "./failed-step.ts";
import type { Severity } from "./finding.ts";
import { count } from "./phrase.ts";
import { isAbsoluteForm, proxyOf } from "./proxy-record.ts";
import { hostPort } from "./service.ts";

/** Less is the resolution of Date and the way of the answer. */
const LEAST_MS = 60_000;

export interface Witness {
  /** Who answered: a proxy's URL or a host. */
  source: string;
  /** RFC 9110 §6.6.1, as sent. */
  date: string;
  receivedAt: string;
  /** Milliseconds by which this machine's clock is ahead of it; negative where behind. */
  aheadMs: number;
}

export interface ClockReading {
  /** The median over the sources: one server whose own clock is wrong decides nothing among three. */
  aheadMs: number;
  /** The time of the run by that median, in milliseconds since 1970. */
  now: number;
  /** One for each source. */
  witnesses: Witness[];
}

/** Null where no fresh answer told the time. */
export function readClock(evidence: Evidence): ClockReading | null {
  const bySource = new Map<string, Witness>();
  for (const witness of evidence.checks.flatMap(witnessesOf)) {
    if (!bySource.has(witness.source)) bySource.set(witness.source, witness);
  }
  const witnesses = [...bySource.values()].toSorted((one, other) => one.aheadMs - other.aheadMs);
  const median = witnesses[Math.floor((witnesses.length - 1) / 2)];
  return median ? { aheadMs: median.aheadMs, now: Date.parse(median.date), witnesses } : null;
}

/** The fresh answers that one check got: of its proxy, and of an origin in a verified handshake or without TLS. */
export function witnessesOf(observed: ObservedCheck): Witness[] {
  const proxy = proxyOf(observed) ?? "";
  const target = hostPort(observed.check);
  const exchange = stepOf(observed, "exchange")?.facts;
  const verified = (stepOf(observed, "tls")?.facts.verified ?? true) === true;
  const { followUp } = observed.observation;
  return [
    testimony(proxy, stepOf(observed, "tunnel")?.facts.reply),
    exchange?.protocol === "http" && (verified || isAbsoluteForm(observed)) ? testimony(target, exchange.reply) : null,
    testimony(proxy, followUp?.rateLimited?.reply),
    testimony(`${observed.check.host} by plain HTTP`, followUp?.clock),
  ].filter((witness) => witness !== null);
}

/** The fault of a certificate whose whole chain is valid by the time that the answers tell; null where the clock explains nothing. */
export function brokenByClock(observed: ObservedCheck, evidence: Evidence): Severity | null {
  const handshake = outdatedHandshake(observed, evidence);
  const clock = handshake && readClock(evidence);
  if (!clock || Math.abs(clock.aheadMs) < LEAST_MS) return null;
  const chain = tlsFacts(observed, handshake)?.chain ?? [];
  const valid = chain.every((one) => Date.parse(one.validFrom) <= clock.now && clock.now <= Date.parse(one.validTo));
  return chain.length > 0 && valid ? certificateFault(observed, evidence, handshake, OUTDATED) : null;
}

/** With the proxy or with the target: the first in which a certificate fails on its dates. */
export function outdatedHandshake(observed: ObservedCheck, evidence: Evidence): Handshake | null {
  const handshakes = ["proxy-tls", "tls"] as const;
  return handshakes.find((one) => certificateFault(observed, evidence, one, OUTDATED) !== null) ?? null;
}

const OUTDATED: FailureCode[] = ["certificate-expired", "certificate-not-yet-valid"];

/** "3 days", "2 hours", "7 minutes": rounded, in the largest unit of which there are two or more. */
export function timeSpan(ms: number): string {
  const size = Math.abs(ms);
  for (const [noun, unit] of UNITS) if (size >= 2 * unit) return count(Math.round(size / unit), noun);
  return count(Math.round(size / 1000), "second");
}

const UNITS = [
  ["day", 86_400_000],
  ["hour", 3_600_000],
  ["minute", 60_000],
] as const;

function testimony(source: string, reply: HttpReply | null | undefined): Witness | null {
  const date = reply?.headers.find(([name]) => name === "date")?.[1];
  if (!reply?.receivedAt || date === undefined) return null;
  const aheadMs = Date.parse(reply.receivedAt) - Date.parse(date);
  return Number.isNaN(aheadMs) ? null : { source, date, receivedAt: reply.receivedAt, aheadMs };
}
