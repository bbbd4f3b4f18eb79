// The tunnel opens and nothing comes through it.

import { failureIn } from "../failed-step.ts";
import { count, losses, sentences, targets } from "../phrase.ts";
import { proxyOf } from "../proxy-record.ts";
import { doctor, showChain } from "../remedies/command.ts";
import { firewallRule } from "../remedies/firewall.ts";
import type { NetworkRule } from "../rule.ts";
import { sightings } from "../sighting.ts";
import { TLS_SNI } from "../sources.ts";

export const tunnelSilent: NetworkRule = {
  code: "tunnel-silent",
  page: {
    summary: "The tunnel opens and nothing comes through it.",
    severities: ["error"],
    means:
      "Something drops the traffic silently (usually a filter by server name), the proxy opens tunnels before it has reached the target, or the path loses large packets.",
    recognised: "A tunnel that was opened by a 2xx gives no answer to the ClientHello within the time of the check.",
    evidence: [
      "targets of the same proxy that pass",
      "an MTU on the proxy's way that is smaller than its interface's: small packets pass, the ClientHello does not",
    ],
    remedies: [
      {
        who: "proxy-admin",
        do: "From the proxy's machine try TLS with the target; look for filters of server names, and at the MTU.",
      },
      { who: "firewall-admin", do: "Allow TCP and TLS from the proxy to the listed targets." },
    ],
    verify: "openssl s_client -proxy PROXY:PORT -connect TARGET:443 -servername TARGET; then carto-proxy doctor.",
    related: ["tunnel-reset", "tls-silent", "proxy-upstream-unreachable"],
    sources: [TLS_SNI],
  },
  match(observed) {
    const proxy = proxyOf(observed);
    return proxy && failureIn(observed, "tls") === "timed-out" ? { severity: "error", group: proxy } : null;
  },
  explain(claimed, { settings }) {
    const proxy = proxyOf(claimed[0]!)!;
    const destinations = claimed.map(({ check }) => ({ host: check.wildcard ?? check.host, port: check.port }));
    return {
      title: `The tunnel through ${proxy} to ${targets(claimed)} stays silent`,
      why: sentences(
        `The proxy opened the tunnel for ${count(claimed.length, "check")}, and the first message of TLS got no answer. Usually something drops it silently (a filter by server name), the proxy opens tunnels before it has reached the target, or the path loses large packets (an MTU problem).`,
        losses(claimed),
      ),
      evidence: sightings(claimed),
      remedies: [
        {
          who: "proxy-admin",
          do: `On the proxy's machine, try a TLS handshake with ${targets(claimed, 5)}; look for filters of TLS or server names, and for an MTU smaller than the interface's.`,
          verify: showChain(claimed[0]!, "tls", settings),
        },
        { who: "firewall-admin", ...firewallRule("the proxy", destinations), verify: doctor(claimed[0]!) },
      ],
    };
  },
};
