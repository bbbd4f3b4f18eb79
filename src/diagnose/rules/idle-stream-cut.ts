// A connection that is silent for a while is gone when it is needed again.

import type { Evidence, ObservedCheck } from "../evidence.ts";
import { count, losses, sentences, targets } from "../phrase.ts";
import { proxyOf } from "../proxy-record.ts";
import { thorough } from "../remedies/traffic.ts";
import type { NetworkRule } from "../rule.ts";
import { wayOut } from "../service.ts";
import { sightings } from "../sighting.ts";
import { areUnrelated } from "../site.ts";
import { SQUID_READ_TIMEOUT } from "../sources.ts";
import { companions, trafficOf, troubleOf } from "../traffic.ts";

export const idleStreamCut: NetworkRule = {
  code: "idle-stream-cut",
  page: {
    summary: "A connection that is silent for a while is cut, or forgotten.",
    severities: ["warning", "notice"],
    means:
      "Something on the way ends connections that carry nothing for a while. CARTO's services hold streams open for feature flags and messages, and a query's answer is waited for in silence: changes then arrive late or never, and long queries break off.",
    recognised:
      "With --thorough or --idle S: a connection that has answered is held without a byte (75 s by default) and asked again. It was cut, or gives no answer. A target that closes by TLS itself, or answers and closes at once, proves nothing, and the check is skipped. Where another target held by the same way for longer, the one that was cut is taken to have ended it itself. A warning where two targets of different owners were cut after alike times; one alone is a notice, as servers have limits of their own.",
    evidence: ["after how long each connection was cut: one time for several targets is that of the way"],
    remedies: [
      {
        who: "proxy-admin",
        do: "Raise the time after which idle tunnels are closed (Squid: read_timeout, 15 minutes by default).",
      },
      { who: "firewall-admin", do: "Raise the time after which idle sessions are forgotten, or let resets be sent." },
    ],
    verify: "carto-proxy doctor --idle 75.",
    related: ["upload-cut", "tunnel-limit"],
    sources: [SQUID_READ_TIMEOUT],
  },
  match(observed, evidence) {
    const trouble = troubleOf(observed, "idle");
    if (trouble?.how !== "ended" || othersHeldLonger(observed, evidence)) return null;
    // Many a server ends an idle connection itself, and not every one takes its leave: one alone proves nothing.
    return { severity: othersFaredAlike(observed, evidence) ? "warning" : "notice", group: wayOut(observed) };
  },
  explain(claimed, evidence) {
    const first = claimed[0]!;
    const proxy = proxyOf(first);
    const after = claimed.map((observed) => Math.round((trafficOf(observed, "idle")?.heldOpenMs ?? 0) / 1000));
    const times = [...new Set(after)].map((seconds) => `${seconds} s`).join(", ");
    return {
      title: `${targets(claimed)}: an idle connection is gone after ${times}`,
      why: sentences(
        `${count(claimed.length, "connection")} answered, then carried nothing, and did not live through it.`,
        othersFaredAlike(first, evidence)
          ? "Targets of different owners fared alike, which speaks for the way and against the targets."
          : "No other target tells whether it is the way, or a limit that this one has of its own.",
        "CARTO's streams for feature flags and messages, and queries that take long, are silent for as long.",
        losses(claimed),
      ),
      evidence: sightings(claimed),
      remedies: [
        proxy
          ? {
              who: "proxy-admin",
              do: "Raise the time after which an idle tunnel is closed. Written for Squid, where 15 minutes are the default; other products have a like setting:",
              snippet: { language: "squid", text: READ_TIMEOUT },
              verify: thorough(first),
            }
          : {
              who: "firewall-admin",
              do: `Raise the time after which idle sessions to ${targets(claimed, 5)} are forgotten.`,
              verify: thorough(first),
            },
        ...(proxy
          ? [
              {
                who: "firewall-admin" as const,
                do: "If the proxy is not it: see how long firewalls between this machine, the proxy and the internet remember a silent session.",
              },
            ]
          : []),
      ],
    };
  },
};

const READ_TIMEOUT = `# in place of the read_timeout line in squid.conf; then: squid -k reconfigure
read_timeout 15 minutes`;

function othersHeldLonger(observed: ObservedCheck, evidence: Evidence): boolean {
  const cutAfter = trafficOf(observed, "idle")?.heldOpenMs ?? 0;
  return companions(observed, evidence, "idle").some((other) => {
    const facts = trafficOf(other, "idle");
    return facts?.ended === null && (facts.heldOpenMs ?? 0) >= cutAfter;
  });
}

/** Another owner's target, after about the same time. */
function othersFaredAlike(observed: ObservedCheck, evidence: Evidence): boolean {
  const cutAfter = trafficOf(observed, "idle")?.heldOpenMs ?? 0;
  return companions(observed, evidence, "idle").some((other) => {
    const after = trafficOf(other, "idle")?.heldOpenMs ?? 0;
    const alike = Math.abs(after - cutAfter) <= Math.max(2000, cutAfter / 5);
    return alike && troubleOf(other, "idle") !== null && areUnrelated([observed.check.host, other.check.host]);
  });
}
