// The proxy lets one client have only so many tunnels at a time.

import type { Evidence, ObservedCheck } from "../evidence.ts";
import { stepOf } from "../failed-step.ts";
import { losses, sentences } from "../phrase.ts";
import { proxyOf, through } from "../proxy-record.ts";
import { squidRules } from "../remedies/squid.ts";
import { thorough } from "../remedies/traffic.ts";
import type { NetworkRule } from "../rule.ts";
import { sightings } from "../sighting.ts";
import { SQUID_CLIENT_LIMIT } from "../sources.ts";
import { trafficOf } from "../traffic.ts";

export const tunnelLimit: NetworkRule = {
  code: "tunnel-limit",
  page: {
    summary: "The proxy lets one client have only so many tunnels at a time.",
    severities: ["warning"],
    means:
      "The proxy counts the connections of each client address and refuses the next one. CARTO's Helm chart has some 20 components, on a single VM all behind one address, and several of them hold connections open all the time; how many in all is not published. They then fail by turns, and each one works when it is tried alone.",
    recognised:
      "With --thorough: up to 20 tunnels to one target are opened one after the other and held. The next one was refused, closed or left without an answer twice, and one more opened as soon as the others were closed.",
    evidence: ["how many were open", "what met the next one: a status, a reset, silence"],
    remedies: [
      {
        who: "proxy-admin",
        do: "Raise the limit for the addresses that CARTO comes from (Squid: client_ip_max_connections, or an acl of type maxconn).",
      },
    ],
    verify: "carto-proxy doctor --thorough.",
    related: ["proxy-rate-limited", "proxy-closed-tunnel"],
    sources: [SQUID_CLIENT_LIMIT],
  },
  match(observed) {
    const proxy = proxyOf(observed);
    const tunnels = trafficOf(observed, "tunnels")?.tunnels;
    return proxy && tunnels?.stopped && tunnels.openedAfterwards ? { severity: "warning", group: proxy } : null;
  },
  explain(claimed, evidence) {
    const first = claimed[0]!;
    const { opened, stopped } = trafficOf(first, "tunnels")!.tunnels!;
    const refused = stopped?.how === "refused";
    const met = { refused: `refused (${stopped?.status ?? ""})`, closed: "closed", silent: "left without an answer" };
    return {
      title: `The proxy ${proxyOf(first)} lets one client have ${opened} tunnels at a time`,
      why: sentences(
        `With ${opened} open the next one was ${met[stopped?.how ?? "closed"]}, twice, and when they were closed one more opened.`,
        "CARTO's Helm chart has some 20 components, on a single VM all behind one address, and several hold connections open all the time: usually more than this in all. They then fail by turns.",
        losses(claimed),
      ),
      evidence: sightings(claimed),
      remedies: [
        {
          who: "proxy-admin",
          do: refused
            ? "Exempt CARTO's targets from the limit. Written for Squid, above an http_access line that denies by an acl of type maxconn; other products have a like setting:"
            : "Raise the limit. Written for Squid, where it goes for every client; other products have a like setting:",
          snippet: refused ? squidRules(tunnelled(first, evidence)) : { language: "squid", text: CLIENT_LIMIT },
          verify: thorough(first),
        },
      ],
    };
  },
};

const CLIENT_LIMIT = `# in place of the client_ip_max_connections line in squid.conf; then: squid -k reconfigure
client_ip_max_connections 500`;

/** The limit is on the client: an exemption for the one target that was counted by would leave it as it is for all others. */
function tunnelled(observed: ObservedCheck, evidence: Evidence): ObservedCheck[] {
  return through(proxyOf(observed)!, evidence).filter((other) => stepOf(other, "tunnel")?.ok);
}
