// It works, and takes so long that users will feel it and clients may give up.

import type { Phase, PhaseRecord } from "../../probe/observation.ts";
import type { Evidence, ObservedCheck } from "../evidence.ts";
import { gotThrough } from "../failed-step.ts";
import type { Actor } from "../finding.ts";
import { count, losses, sentences, targets } from "../phrase.ts";
import { doctor } from "../remedies/command.ts";
import type { NetworkRule } from "../rule.ts";
import { wayOut } from "../service.ts";

const ALWAYS_SLOW_MS = 2000;
const SLOW_MS = 500;
const TIMES_MEDIAN = 10;
const LEAST_SAMPLES = 5;

export const slowPath: NetworkRule = {
  code: "slow-path",
  page: {
    summary: "It works, and one step takes very long.",
    severities: ["warning"],
    means:
      "CARTO will work, slowly: maps load late, imports and sign-ins can run into the time limits of their clients. Usually a proxy is overloaded, looks names up at a name server that does not answer, or a packet was lost and sent again.",
    recognised:
      "A step takes more than 2 s, or more than ten times the run's median for that step and over 500 ms, where five checks or more took it. What this machine itself was late is measured during the step and taken off twice, so that a busy machine is no slow network.",
    evidence: [
      "which step: a slow tunnel is the proxy's own, a slow tls or exchange is usually what stands behind it",
      "one second or three: a TCP packet was usually lost and sent again; five: a name server usually did not answer",
    ],
    remedies: [
      { who: "proxy-admin", do: "See the load of the proxy, its name servers and its log for the listed targets." },
      { who: "firewall-admin", do: "On a direct route: see whether packets are lost on the way." },
      { who: "dns-admin", do: "Where the look-up is slow: see whether every name server of this machine answers." },
    ],
    verify: "carto-proxy doctor --only CHECK, twice: the milliseconds of the step.",
    related: ["proxy-no-answer", "tunnel-silent", "address-partly-dead"],
  },
  match(observed, evidence) {
    const slowest = slowestStep(observed, evidence);
    return slowest && { severity: "warning", group: `${wayOut(observed)} ${slowest.phase}` };
  },
  explain(claimed, evidence) {
    const first = claimed[0]!;
    const phase = slowestStep(first, evidence)?.phase ?? "exchange";
    return {
      title: `${targets(claimed)}: slow, ${WORDS[phase]} takes ${longest(claimed, evidence)} ms`,
      why: sentences(
        `${count(claimed.length, "check")} got through, and ${WORDS[phase]} took unusually long.`,
        CAUSES[phase],
        losses(claimed),
      ),
      evidence: lines(claimed, evidence),
      remedies: [
        {
          who: actor(first, phase),
          do: `See why ${WORDS[phase]} takes so long: ${PLACES[phase]}.`,
          verify: doctor(...claimed),
        },
      ],
    };
  },
};

/** The step that is too slow, the slowest of them; null where all are quick enough. */
function slowestStep(observed: ObservedCheck, evidence: Evidence): PhaseRecord | null {
  if (!gotThrough(observed) || observed.check.kind !== "path" || observed.check.traffic) return null;
  const slow = observed.observation.phases.filter((record) => isSlow(record, evidence));
  return slow.toSorted((one, other) => owned(other) - owned(one))[0] ?? null;
}

function isSlow(record: PhaseRecord, evidence: Evidence): boolean {
  // A login is the server's own work, not the way to it.
  if (record.phase === "login") return false;
  const ms = owned(record);
  if (ms > ALWAYS_SLOW_MS) return true;
  if (ms <= SLOW_MS) return false;
  const usual = median(record.phase, evidence);
  return usual !== null && ms > TIMES_MEDIAN * usual;
}

/** Milliseconds that are the network's: what our own process was late counts twice, as the peer's may share the machine. */
function owned({ ms, delayedMs }: PhaseRecord): number {
  return ms - 2 * (delayedMs ?? 0);
}

/** Of the steps that succeeded in this phase in the whole run, or null where they are too few to say. */
function median(phase: Phase, { checks }: Evidence): number | null {
  const times = checks
    .filter(({ check, observation }) => check.kind === "path" && !check.traffic && observation.outcome === "done")
    .flatMap(({ observation }) => observation.phases.filter((record) => record.phase === phase && record.ok))
    .map(({ ms }) => ms)
    .toSorted((one, other) => one - other);
  return times.length < LEAST_SAMPLES ? null : (times[Math.floor(times.length / 2)] ?? null);
}

function longest(claimed: ObservedCheck[], evidence: Evidence): number {
  return Math.round(Math.max(...claimed.map((observed) => slowestStep(observed, evidence)?.ms ?? 0)));
}

function lines(claimed: ObservedCheck[], evidence: Evidence): string[] {
  const told = claimed.slice(0, claimed.length > 8 ? 7 : 8).map((observed) => {
    const slowest = slowestStep(observed, evidence);
    const usual = slowest && median(slowest.phase, evidence);
    const beside = usual === null ? "" : `; the median of this run is ${Math.round(usual)} ms`;
    return `${observed.check.id}: ${slowest?.phase ?? ""} ${Math.round(slowest?.ms ?? 0)} ms${beside}`;
  });
  return claimed.length > 8 ? [...told, `and ${claimed.length - 7} more`] : told;
}

function actor({ check }: ObservedCheck, phase: Phase): Actor {
  if (phase === "dns") return "dns-admin";
  return check.route.kind === "proxy" ? "proxy-admin" : "firewall-admin";
}

const WORDS: Record<Phase, string> = {
  dns: "the look-up of the name",
  tcp: "the TCP connection",
  "proxy-tls": "TLS with the proxy",
  tunnel: "the proxy's answer to CONNECT",
  tls: "TLS with the target",
  exchange: "the answer to the request",
  login: "the login",
};

const CAUSES: Record<Phase, string> = {
  dns: "Usually the first name server of this machine does not answer, and the next one is asked some seconds later.",
  tcp: "Usually a packet was lost and sent again (after 1 s and 3 s), or an address of the name is dead and the next one was tried.",
  "proxy-tls": "Usually the proxy is overloaded.",
  tunnel:
    "The proxy looks the name up and connects to the target before it answers: usually its name servers are slow, or an address of the target is dead for it.",
  tls: "Usually something on the way inspects the connection, or the target is overloaded.",
  exchange: "Usually something on the way scans the answer, or the target is overloaded.",
  login: "The server takes long to let a client in.",
};

const PLACES: Record<Phase, string> = {
  dns: "the name servers in /etc/resolv.conf, one by one",
  tcp: "loss of packets on the way, and every address of the name",
  "proxy-tls": "the load of the proxy",
  tunnel: "the load of the proxy, its name servers, its way to the target",
  tls: "inspection on the way, the load of the target",
  exchange: "scanning on the way, the load of the target",
  login: "the load of the server",
};
