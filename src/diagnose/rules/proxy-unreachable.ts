// No TCP connection to the proxy: nothing answers, or there is no route.

import { failureIn } from "../failed-step.ts";
import { count, losses, sentences } from "../phrase.ts";
import { proxyOf } from "../proxy-record.ts";
import { doctor, reach } from "../remedies/command.ts";
import { firewallRule } from "../remedies/firewall.ts";
import { namedBy } from "../remedies/proxy-variable.ts";
import type { NetworkRule } from "../rule.ts";
import { hostPort, proxyParts } from "../service.ts";
import { sightings } from "../sighting.ts";

export const proxyUnreachable: NetworkRule = {
  code: "proxy-unreachable",
  match(observed) {
    const proxy = proxyOf(observed);
    const code = failureIn(observed, "tcp");
    if (!proxy || !code || !["timed-out", "unreachable", "not-permitted"].includes(code)) return null;
    return { severity: "error", group: proxy };
  },
  explain(claimed, { settings }) {
    const proxy = proxyOf(claimed[0]!)!;
    const parts = proxyParts(proxy);
    const local = claimed.some((observed) => failureIn(observed, "tcp") === "not-permitted");
    const pods = settings.deployment === "vm" ? "" : " In Kubernetes a NetworkPolicy can be what drops it.";
    return {
      title: `The proxy ${hostPort(parts)} cannot be reached: no TCP connection`,
      why: sentences(
        `${count(claimed.length, "check")} cannot even start: they go through ${proxy}, and connections to it get no answer or have no route. Usually the host or port is wrong, the proxy is down, or a firewall between drops the packets.${pods}`,
        local && "This machine itself forbade the connection (not-permitted): a local firewall or policy.",
        losses(claimed),
      ),
      evidence: sightings(claimed),
      remedies: [
        {
          who: "operator",
          do: `Check the host and the port in ${namedBy(proxy, settings)}: ${hostPort(parts)}.`,
          verify: reach(parts),
        },
        { who: "firewall-admin", ...firewallRule("the CARTO hosts", [parts]), verify: reach(parts) },
        {
          who: "proxy-admin",
          do: `Check that the proxy runs, listens on port ${parts.port}, and answers this machine.`,
          verify: doctor(claimed[0]!),
        },
      ],
    };
  },
};
