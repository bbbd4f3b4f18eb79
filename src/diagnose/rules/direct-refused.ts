// Direct route: TCP is refused or reset at once.

import { directCause, directGroup, noProxyEntry } from "../cause.ts";
import { failureIn } from "../failed-step.ts";
import { count, losses, sentences, targets } from "../phrase.ts";
import { doctor, reach } from "../remedies/command.ts";
import { firewallRule } from "../remedies/firewall.ts";
import { policyRule } from "../remedies/network-policy.ts";
import { takeOutOfNoProxy } from "../remedies/no-proxy.ts";
import type { NetworkRule } from "../rule.ts";
import { sightings } from "../sighting.ts";

export const directRefused: NetworkRule = {
  code: "direct-refused",
  page: {
    summary: "Direct route: TCP is refused or reset.",
    severities: ["error"],
    means:
      "A no comes back at once. For a warehouse usually the server is not running, listens on another port, or on loopback alone. Public services listen, so there a firewall usually rejects the connection.",
    recognised: "TCP to the target is refused (RST in answer to SYN), or reset as soon as it stands.",
    evidence: [
      "the milliseconds: a refusal that is much quicker than the target is far comes from a firewall near by",
      "why the check goes direct",
    ],
    remedies: [
      {
        who: "operator",
        do: "Check the host and the port; if the target is meant for the proxy, take it out of NO_PROXY.",
      },
      { who: "warehouse-admin", do: "See that the server runs and listens on an address that the CARTO hosts reach." },
      { who: "firewall-admin", do: "If the server listens there, let the connection through." },
    ],
    verify: "nc -vz -w 5 TARGET PORT; then carto-proxy doctor.",
    related: ["bypass-only-by-proxy", "direct-blocked", "proxy-refused"],
  },
  match(observed, evidence) {
    const code = failureIn(observed, "tcp");
    if (!code || !["refused", "reset", "closed"].includes(code) || observed.check.route.kind !== "direct") return null;
    return { severity: "error", group: directGroup(observed, evidence) };
  },
  explain(claimed, evidence) {
    const first = claimed[0]!;
    const { warehouse } = first.check;
    const cause = directCause(claimed, evidence);
    const byNoProxy = claimed.some((observed) => noProxyEntry(observed) !== null);
    const destinations = claimed.map(({ check }) => ({ host: check.wildcard ?? check.host, port: check.port }));
    const rule = firewallRule("the CARTO hosts", destinations);
    return {
      title: `${targets(claimed)} ${claimed.length > 1 ? "refuse" : "refuses"} the TCP connection`,
      why: sentences(
        `A refusal comes back at once: ${count(claimed.length, "check")} ended there.`,
        warehouse
          ? "Usually the server is not running, listens on another port or on loopback alone; less often a firewall rejects the connection."
          : "Public services listen on this port, so usually a firewall on the way rejects the connection.",
        cause.cause === "proxy-not-configured" &&
          "No proxy is configured, and no target at all was reached: if this network requires a proxy, that is the cause.",
        cause.cause === "proxy-variable-missing" && "They go direct because a proxy variable is missing.",
        byNoProxy && "They go direct because NO_PROXY says so.",
        losses(claimed),
      ),
      evidence: sightings(claimed),
      ...cause,
      remedies: [
        ...(cause.cause
          ? [
              {
                who: "operator" as const,
                do: "If this network requires a proxy: set the proxy variables (see the other finding).",
                verify: doctor(first),
              },
            ]
          : []),
        ...(byNoProxy
          ? [{ who: "operator" as const, ...takeOutOfNoProxy(claimed, evidence.settings), verify: doctor(first) }]
          : []),
        ...(warehouse
          ? [
              {
                who: "operator" as const,
                do: `Check the host and the port: ${targets(claimed)}.`,
                verify: reach(first.check),
              },
              {
                who: "warehouse-admin" as const,
                do: "Check that the server runs and listens on this port on an address that the CARTO hosts reach (PostgreSQL: listen_addresses; Redis: bind).",
                verify: doctor(first),
              },
            ]
          : []),
        {
          who: "firewall-admin",
          ...rule,
          do: warehouse ? `If the server listens there, a firewall rejects it. ${rule.do}` : rule.do,
          verify: reach(first.check),
        },
        ...policyRule(claimed, evidence.settings, reach(first.check)),
      ],
    };
  },
};
