// The proxy's host is there and refuses the connection.

import { failureIn } from "../failed-step.ts";
import { count, losses, sentences } from "../phrase.ts";
import { proxyOf } from "../proxy-record.ts";
import { doctor, reach } from "../remedies/command.ts";
import { firewallRule } from "../remedies/firewall.ts";
import { namedBy } from "../remedies/proxy-variable.ts";
import type { NetworkRule } from "../rule.ts";
import { hostPort, proxyParts } from "../service.ts";
import { sightings } from "../sighting.ts";

export const proxyRefused: NetworkRule = {
  code: "proxy-refused",
  page: {
    summary: "The proxy's host refuses the TCP connection.",
    severities: ["error"],
    means:
      "The host is there and says no at once. Usually nothing listens on that port: the port is wrong, the proxy is down, or it listens on loopback alone. Less often a firewall rejects the connection.",
    recognised: "TCP to the proxy is refused (RST in answer to SYN), or reset as soon as it stands.",
    evidence: [
      "the milliseconds: a refusal comes back within the time of one round trip",
      "the port, against the one in the proxy's own configuration",
    ],
    remedies: [
      { who: "operator", do: "Check the host and the port of the proxy URL." },
      { who: "proxy-admin", do: "Check that the proxy runs and listens on an address that the CARTO hosts reach." },
      { who: "firewall-admin", do: "If the proxy listens there, let the connection through." },
    ],
    verify: "nc -vz -w 5 PROXY PORT; then carto-proxy doctor.",
    related: ["proxy-unreachable", "proxy-closed-tunnel"],
  },
  match(observed) {
    const proxy = proxyOf(observed);
    const code = failureIn(observed, "tcp");
    if (!proxy || !code || !["refused", "reset", "closed"].includes(code)) return null;
    return { severity: "error", group: proxy };
  },
  explain(claimed, { settings }) {
    const proxy = proxyOf(claimed[0]!)!;
    const parts = proxyParts(proxy);
    return {
      title: `The proxy ${hostPort(parts)} refuses TCP connections`,
      why: sentences(
        `${count(claimed.length, "check")} cannot even start: they go through ${proxy}. A refusal comes back at once: usually nothing listens on that port (wrong port, or the proxy is down); less often a firewall rejects the connection.`,
        losses(claimed),
      ),
      evidence: sightings(claimed),
      remedies: [
        {
          who: "operator",
          do: `Check the host and the port in ${namedBy(proxy, settings)}: ${hostPort(parts)}.`,
          verify: reach(parts),
        },
        {
          who: "proxy-admin",
          do: `Check that the proxy runs and listens on port ${parts.port} on an address that the CARTO hosts reach, not on loopback alone.`,
          verify: doctor(claimed[0]!),
        },
        {
          who: "firewall-admin",
          ...rejected(firewallRule("the CARTO hosts", [parts])),
          verify: reach(parts),
        },
      ],
    };
  },
};

function rejected(rule: ReturnType<typeof firewallRule>) {
  return { ...rule, do: `If the proxy listens there, a firewall rejects it. ${rule.do}` };
}
