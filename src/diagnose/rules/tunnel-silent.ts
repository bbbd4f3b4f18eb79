// The tunnel opens and nothing comes through it.

import { failureIn } from "../failed-step.ts";
import { count, losses, sentences, targets } from "../phrase.ts";
import { proxyOf } from "../proxy-record.ts";
import { doctor, showChain } from "../remedies/command.ts";
import { firewallRule } from "../remedies/firewall.ts";
import type { NetworkRule } from "../rule.ts";
import { sightings } from "../sighting.ts";

export const tunnelSilent: NetworkRule = {
  code: "tunnel-silent",
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
