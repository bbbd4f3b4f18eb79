// The proxy refuses targets by policy.

import type { ObservedCheck } from "../evidence.ts";
import { count, losses, sentences, targets } from "../phrase.ts";
import { isAbsoluteForm, opensTunnels, proxyOf, refusalOf } from "../proxy-record.ts";
import { request } from "../remedies/command.ts";
import { allowance } from "../remedies/inspection.ts";
import { squidRules } from "../remedies/squid.ts";
import type { NetworkRule } from "../rule.ts";
import { sightings } from "../sighting.ts";
import { CARTO_EGRESS, PROXY_STATUS, SQUID_ACCESS, SQUID_ERRORS } from "../sources.ts";
import { proxyAnswerOf, saysNo } from "../way-answer.ts";
import { explainKnownHostsAlone, knownHostsAlone } from "../wildcard.ts";

export const proxyDenied: NetworkRule = {
  code: "proxy-denied",
  page: {
    summary: "The proxy refuses targets by policy.",
    severities: ["error"],
    means:
      "The proxy itself says no; the targets were not asked. They are missing from its allow list or stand on its deny list, or the proxy denies this machine altogether.",
    recognised:
      "403 or 451 to CONNECT, Proxy-Status with http_request_denied or destination_ip_prohibited, or a product's own sign such as Squid's ERR_ACCESS_DENIED, or a redirect of the proxy's own to a page that says no. A plain http:// request counts only with such a sign: an origin's own 403 inside a tunnel is a pass.",
    evidence: [
      "the status and the header that decided, in the line Seen",
      "whether the proxy opens tunnels to other targets: if to none, it may deny the client and not the target",
      "a wildcard of which some hosts pass: then those hosts are allowed one by one, and the wildcard is not",
    ],
    remedies: [
      {
        who: "proxy-admin",
        do: "Allow the listed hosts and ports for the CARTO hosts, wildcards as wildcards, above the rule that denies them.",
      },
    ],
    verify: "curl -v --proxy URL https://TARGET/: the answer to CONNECT is a 200. Then carto-proxy doctor.",
    related: ["proxy-port-denied", "block-page", "proxy-auth-required", "proxy-upstream-unreachable", "tunnel-reset"],
    sources: [CARTO_EGRESS, PROXY_STATUS, SQUID_ERRORS, SQUID_ACCESS],
  },
  match(observed, evidence) {
    const proxy = proxyOf(observed);
    if (!proxy || !isDenied(observed)) return null;
    if (knownHostsAlone(observed, evidence)) return { severity: "error", group: `${proxy} wildcards` };
    // A proxy that works for port 443 and denies another port has a rule about ports, which is a fault of its own.
    const byPort = isOddPort(observed) && opensTunnels(proxy, evidence);
    return { severity: "error", group: byPort ? `${proxy} ports` : proxy };
  },
  explain(claimed, evidence) {
    if (claimed.some((observed) => knownHostsAlone(observed, evidence)))
      return explainKnownHostsAlone(claimed, evidence);
    const proxy = proxyOf(claimed[0]!)!;
    const others = opensTunnels(proxy, evidence);
    const oddPorts = claimed.some(isOddPort);
    const sight = claimed.map(proxyAnswerOf).find((answer) => answer?.product)?.product ?? null;
    const product = sight?.product ?? null;
    return {
      title: `The proxy ${proxy} denies ${targets(claimed)}`,
      why: sentences(
        `The proxy itself says no to ${count(claimed.length, "check")}; the targets were not asked.`,
        others
          ? "It opens tunnels to other targets, so these are missing from its allow list, or on its deny list."
          : "It opened no tunnel in this run: it may deny this machine altogether, not these targets alone.",
        oddPorts &&
          "Many proxies open tunnels to port 443 alone: where another port is denied, the port can be the reason.",
        sight && `It shows itself as ${sight.product.name} (${sight.sign}).`,
        losses(claimed),
      ),
      evidence: sightings(claimed),
      remedies: [
        {
          who: "proxy-admin",
          ...(product && product.id !== "squid" ? allowance(claimed, product) : inSquid(claimed, product !== null)),
          verify: request(claimed[0]!, evidence.settings),
        },
      ],
    };
  },
};

/** By its status or its own sign, or by a redirect to a page that says no. */
function isDenied(observed: ObservedCheck): boolean {
  const kind = refusalOf(observed)?.kind;
  if (kind !== "other") return kind === "denied";
  const answer = proxyAnswerOf(observed);
  return answer?.redirect != null && saysNo(answer);
}

function inSquid(claimed: ObservedCheck[], known: boolean): ReturnType<typeof allowance> {
  const others = known ? "" : " Written for Squid; other products take the same list of hosts:";
  return {
    do: `Allow the CARTO hosts to reach ${targets(claimed, 5)} (add a src acl to each line if others use this proxy).${others}`,
    snippet: squidRules(claimed),
  };
}

function isOddPort(observed: ObservedCheck): boolean {
  return observed.check.port !== 443 && !isAbsoluteForm(observed);
}
