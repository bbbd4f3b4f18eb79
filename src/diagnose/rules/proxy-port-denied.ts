// The proxy refuses the tunnel to a port other than 443, and lets the same host through on 443.

import type { Evidence, ObservedCheck } from "../evidence.ts";
import { failedStep, stepOf } from "../failed-step.ts";
import { count, listed, losses, sentences, targets } from "../phrase.ts";
import { proxyOf, refusalOf } from "../proxy-record.ts";
import { request } from "../remedies/command.ts";
import { squidRules } from "../remedies/squid.ts";
import type { NetworkRule } from "../rule.ts";
import { sight, sightings } from "../sighting.ts";
import { HTTP_CONNECT, SQUID_ACCESS } from "../sources.ts";

export const proxyPortDenied: NetworkRule = {
  code: "proxy-port-denied",
  page: {
    summary: "The proxy opens tunnels to port 443 of a host and refuses another port of it.",
    severities: ["error"],
    means:
      "The proxy's policy is about the port, not about the host. Usually proxies allow CONNECT to port 443 alone: Squid's shipped configuration denies every other port.",
    recognised:
      "CONNECT to the port is refused by policy, and CONNECT to port 443 of the same host, by the same proxy, was opened: as a check of the plan, or by one more CONNECT that is closed at once. A refused plain http:// request is proxy-denied.",
    evidence: ["the refusal for the port", "the line about port 443"],
    remedies: [
      {
        who: "proxy-admin",
        do: "Allow CONNECT from the CARTO hosts to the listed host and port; in Squid above the line that denies CONNECT to other ports.",
      },
    ],
    verify:
      "curl -v --proxytunnel --proxy URL http://TARGET:PORT/: the answer to CONNECT is a 200. Then carto-proxy doctor.",
    related: ["proxy-denied"],
    sources: [HTTP_CONNECT, SQUID_ACCESS],
  },
  match(observed, evidence) {
    const proxy = proxyOf(observed);
    const denied = ["denied", "other"].includes(refusalOf(observed)?.kind ?? "");
    if (!proxy || !denied || failedStep(observed)?.phase !== "tunnel" || observed.check.port === 443) return null;
    return opensPort443(observed, evidence) ? { severity: "error", group: proxy } : null;
  },
  explain(claimed, evidence) {
    const proxy = proxyOf(claimed[0]!)!;
    const ports = listed(claimed.map(({ check }) => String(check.port)));
    return {
      title: `The proxy ${proxy} opens no tunnel to ${targets(claimed)}, and does to port 443`,
      why: sentences(
        `It is the port that the proxy denies (${ports}), not the host: ${count(claimed.length, "check")} ended there.`,
        "Usually a proxy is set to open tunnels to port 443 alone.",
        losses(claimed),
      ),
      evidence: sightings(claimed, (observed) => `${sight(observed)}; CONNECT to port 443 of the same host was opened`),
      remedies: [
        {
          who: "proxy-admin",
          do: `Allow CONNECT from the CARTO hosts to ${targets(claimed, 5)} (add a src acl to each line if others use this proxy). Written for Squid; other products have a list of ports for CONNECT:`,
          snippet: squidRules(claimed),
          verify: request(claimed[0]!, evidence.settings),
        },
      ],
    };
  },
};

/** By a check of the plan, or by the one more CONNECT that was tried where there is none. */
function opensPort443(observed: ObservedCheck, evidence: Evidence): boolean {
  if (observed.observation.followUp?.port443?.opened) return true;
  return evidence.checks.some(
    (other) =>
      other.check.host === observed.check.host &&
      other.check.port === 443 &&
      proxyOf(other) === proxyOf(observed) &&
      stepOf(other, "tunnel")?.ok === true,
  );
}
