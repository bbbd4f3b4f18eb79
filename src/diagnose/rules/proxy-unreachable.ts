// No TCP connection to the proxy: nothing answers, or there is no route.

import { failureIn } from "../failed-step.ts";
import { count, losses, sentences } from "../phrase.ts";
import { proxyOf } from "../proxy-record.ts";
import { doctor, reach } from "../remedies/command.ts";
import { firewallRule } from "../remedies/firewall.ts";
import { policyRule } from "../remedies/network-policy.ts";
import { namedBy } from "../remedies/proxy-variable.ts";
import type { NetworkRule } from "../rule.ts";
import { hostPort, proxyParts } from "../service.ts";
import { sightings } from "../sighting.ts";

export const proxyUnreachable: NetworkRule = {
  code: "proxy-unreachable",
  page: {
    summary: "No TCP connection to the proxy: no answer, or no route.",
    severities: ["error"],
    means:
      "Nothing that goes by the proxy can start. Usually the host or the port is wrong, the proxy is down, or a firewall between drops the packets.",
    recognised:
      "The TCP connection to every address of the proxy times out, has no route, or is forbidden by this machine itself.",
    evidence: [
      "timed-out means that something drops the packets, unreachable that a router said so, not-permitted that this machine forbade it",
      "the addresses that were tried, against those that the proxy really has",
    ],
    remedies: [
      { who: "operator", do: "Check the host and the port of the proxy URL." },
      {
        who: "firewall-admin",
        do: "Allow TCP from the CARTO hosts to the proxy's port; in Kubernetes look at network policies too.",
      },
      { who: "proxy-admin", do: "Check that the proxy runs and answers the network of the CARTO hosts." },
    ],
    verify: "nc -vz -w 5 PROXY PORT, on the machine or in a pod of CARTO's namespace; then carto-proxy doctor.",
    related: ["proxy-refused", "proxy-name-not-resolved", "proxy-no-answer"],
  },
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
        ...policyRule(claimed.slice(0, 1), settings, reach(parts)),
        {
          who: "proxy-admin",
          do: `Check that the proxy runs, listens on port ${parts.port}, and answers this machine.`,
          verify: doctor(claimed[0]!),
        },
      ],
    };
  },
};
