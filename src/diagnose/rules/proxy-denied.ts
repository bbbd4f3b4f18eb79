// The proxy refuses targets by policy.

import type { ObservedCheck } from "../evidence.ts";
import { count, losses, sentences, targets } from "../phrase.ts";
import { isAbsoluteForm, opensTunnels, proxyOf, refusalOf } from "../proxy-record.ts";
import { request } from "../remedies/command.ts";
import { squidRules } from "../remedies/squid.ts";
import type { NetworkRule } from "../rule.ts";
import { sightings } from "../sighting.ts";

export const proxyDenied: NetworkRule = {
  code: "proxy-denied",
  match(observed, evidence) {
    const proxy = proxyOf(observed);
    if (!proxy || refusalOf(observed)?.kind !== "denied") return null;
    // A proxy that works for port 443 and denies another port has a rule about ports, which is a fault of its own.
    const byPort = isOddPort(observed) && opensTunnels(proxy, evidence);
    return { severity: "error", group: byPort ? `${proxy} ports` : proxy };
  },
  explain(claimed, evidence) {
    const proxy = proxyOf(claimed[0]!)!;
    const others = opensTunnels(proxy, evidence);
    const oddPorts = claimed.some(isOddPort);
    return {
      title: `The proxy ${proxy} denies ${targets(claimed)}`,
      why: sentences(
        `The proxy itself says no to ${count(claimed.length, "check")}; the targets were not asked.`,
        others
          ? "It opens tunnels to other targets, so these are missing from its allow list, or on its deny list."
          : "It opened no tunnel in this run: it may deny this machine altogether, not these targets alone.",
        oddPorts &&
          "Many proxies open tunnels to port 443 alone: where another port is denied, the port can be the reason.",
        losses(claimed),
      ),
      evidence: sightings(claimed),
      remedies: [
        {
          who: "proxy-admin",
          do: `Allow the CARTO hosts to reach ${targets(claimed, 5)} (add a src acl to each line if others use this proxy). Written for Squid; other products take the same list of hosts:`,
          snippet: squidRules(claimed),
          verify: request(claimed[0]!, evidence.settings),
        },
      ],
    };
  },
};

function isOddPort(observed: ObservedCheck): boolean {
  return observed.check.port !== 443 && !isAbsoluteForm(observed);
}
