// Evidence lines: what was seen, said once for all the checks that saw the same.

import type { HttpReply, PhaseRecord, Speech, TlsFacts, TrafficExchange } from "../probe/observation.ts";
import { oneLine } from "./certificate.ts";
import type { ObservedCheck } from "./evidence.ts";
import { failedStep, stepOf } from "./failed-step.ts";
import { count } from "./phrase.ts";
import { hostPort } from "./service.ts";

export const MOST_LINES = 8;

/** One line for each different sight, at most `most`, with milliseconds. */
export function sightings(
  claimed: ObservedCheck[],
  describe: (observed: ObservedCheck) => string = sight,
  most = MOST_LINES,
): string[] {
  const seen = new Map<string, ObservedCheck[]>();
  for (const observed of claimed) {
    const what = describe(observed);
    seen.set(what, [...(seen.get(what) ?? []), observed]);
  }
  const lines = [...seen].map(([what, by]) => `${who(by)}: ${what}${timing(by)}`);
  return lines.length > most ? [...lines.slice(0, most - 1), `and ${lines.length - most + 1} more`] : lines;
}

/** What one check saw where it failed (or in its TLS handshake, where it got through on an unverified certificate). */
export function sight(observed: ObservedCheck): string {
  const failed = failedStep(observed);
  if (!failed) return passed(observed);
  const { record, failure } = failed;
  return [`${record.phase} ${failure.code}`, ...details(record), failure.cause].filter(unsaid).join("; ");
}

/** The handshake of a check that went on in spite of its certificate, told as a sight. */
export function handshakeSight(handshake: "proxy-tls" | "tls"): (observed: ObservedCheck) => string {
  return (observed) => {
    const facts = stepOf(observed, handshake)?.facts;
    if (failedStep(observed) || !facts?.certificateFailure) return sight(observed);
    const { code, cause } = facts.certificateFailure;
    return [`${handshake} ${code}, not enforced`, ...certificate(facts), cause].filter(unsaid).join("; ");
  };
}

export function spoken(speech: Speech): string {
  const names = {
    http: "plain HTTP",
    tls: "TLS",
    ssh: "SSH",
    "smtp-or-ftp": "SMTP or FTP",
    postgres: "PostgreSQL",
    nothing: "nothing",
    other: "an unknown protocol",
  };
  return names[speech.protocol] + (speech.firstBytes ? ` ("${speech.firstBytes}")` : "");
}

function details(record: PhaseRecord): string[] {
  switch (record.phase) {
    case "dns":
      return [`name ${record.facts.name}`];
    case "tcp":
      return [
        `to ${hostPort(record.facts)}`,
        ...record.facts.attempts.slice(0, 4).map(({ address, failure }) => failure?.cause ?? address),
      ];
    case "proxy-tls":
    case "tls":
      return [...certificate(record.facts), ...speech(record.facts.speaks)];
    case "tunnel":
      return [...reply(record.facts.reply), record.facts.refusal?.sign ?? "", ...speech(record.facts.speaks)];
    case "exchange":
      return exchange(record.facts);
    case "login":
      return [record.facts.by, record.facts.errorCode ?? "", record.facts.message ?? ""];
  }
}

function exchange(facts: Extract<PhaseRecord, { phase: "exchange" }>["facts"]): string[] {
  switch (facts.protocol) {
    case "http":
      return [...reply(facts.reply), facts.refusal?.sign ?? "", ...speech(facts.speaks ?? null)];
    case "grpc":
      return facts.status === null ? [] : [`HTTP/2 status ${facts.status}`];
    case "postgres":
      return [facts.sqlState ? `SQLSTATE ${facts.sqlState}` : "", facts.message ?? "", ...speech(facts.speaks)];
    case "redis":
      return [facts.reply ?? "", ...speech(facts.speaks)];
    case "traffic":
      return [facts.request, ...reply(facts.reply)];
  }
}

function passed(observed: ObservedCheck): string {
  const exchange = stepOf(observed, "exchange")?.facts;
  if (exchange?.protocol === "traffic") return trafficSight(exchange);
  if (exchange?.protocol === "http" && exchange.reply) return `answered ${reply(exchange.reply).join("; ")}`;
  return exchange?.protocol === "grpc" && exchange.status !== null
    ? `answered HTTP/2 status ${exchange.status}`
    : "got through";
}

/** What became of more than one GET. */
function trafficSight(facts: TrafficExchange): string {
  const { request, sentBytes, reply: answer, ended, heldOpenMs, tunnels } = facts;
  const stopped = tunnels?.stopped;
  return [
    request,
    sentBytes > 0 ? `${sentBytes} bytes of the body sent` : "",
    heldOpenMs === undefined ? "" : `open for ${heldOpenMs} ms`,
    tunnels ? `${tunnels.opened} opened` : "",
    stopped ? `the next one ${[stopped.how, stopped.status ?? ""].join(" ").trim()}: ${stopped.failure.cause}` : "",
    ...(answer ? [`answered ${reply(answer).join("; ")}`] : []),
    ended ? `${ended.failure.code} after ${ended.afterMs} ms: ${ended.failure.cause}` : "",
  ]
    .filter(Boolean)
    .join("; ");
}

/** The status line and the headers that tell who answered and why. */
function reply(answer: HttpReply | null): string[] {
  if (!answer) return [];
  const telling = ["x-squid-error", "proxy-status", "proxy-authenticate", "location"];
  const headers = answer.headers.filter(([name]) => telling.includes(name)).map(([name, value]) => `${name}: ${value}`);
  return [`${answer.status} ${answer.statusText}`.trim(), ...headers];
}

function certificate({ chain, servername, sslReply }: TlsFacts): string[] {
  const [leaf, last] = [chain[0], chain.at(-1)];
  const asked = sslReply ? [`answer to SSLRequest "${sslReply}"`] : [];
  if (!leaf || !last) return asked;
  const names = leaf.names.length ? leaf.names.slice(0, 3).join(", ") : oneLine(leaf.subject);
  const sent = `certificate for ${names}, valid ${leaf.validFrom} to ${leaf.validTo}, asked as ${servername}`;
  return [...asked, sent, `last certificate sent was issued by ${oneLine(last.issuer)}`];
}

function speech(heard: Speech | null): string[] {
  return heard && heard.protocol !== "nothing" ? [`it speaks ${spoken(heard)}`] : [];
}

function who(by: ObservedCheck[]): string {
  return by.length === 1 && by[0] ? by[0].check.id : count(by.length, "check");
}

function timing(by: ObservedCheck[]): string {
  const times = by.map((observed) => Math.round(failedStep(observed)?.record.ms ?? observed.observation.durationMs));
  const [least, most] = [Math.min(...times), Math.max(...times)];
  return least === most ? ` (${most} ms)` : ` (${least} to ${most} ms)`;
}

/** Drops blanks and what an earlier part of the line says already. */
function unsaid(part: string, at: number, parts: string[]): boolean {
  return part !== "" && !parts.slice(0, at).some((earlier) => squeezed(earlier).includes(squeezed(part)));
}

function squeezed(text: string): string {
  return text.toLowerCase().replace(/\s+/g, " ");
}
