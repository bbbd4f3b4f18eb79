// Direct route: TCP gets no answer or has no route. One finding, one list of firewall rules.

import type { SettingsSummary } from "../../settings/settings.ts";
import { directCause, directGroup, noProxyEntry } from "../cause.ts";
import type { ObservedCheck } from "../evidence.ts";
import { failureIn } from "../failed-step.ts";
import type { Remedy } from "../finding.ts";
import { count, listed, losses, sentences, targets } from "../phrase.ts";
import { doctor, reach } from "../remedies/command.ts";
import { firewallRule } from "../remedies/firewall.ts";
import { policyRule } from "../remedies/network-policy.ts";
import { takeOutOfNoProxy } from "../remedies/no-proxy.ts";
import type { NetworkRule } from "../rule.ts";
import { sightings } from "../sighting.ts";
import { CARTO_PROXY } from "../sources.ts";

export const directBlocked: NetworkRule = {
  code: "direct-blocked",
  page: {
    summary: "Direct route: TCP gets no answer or has no route.",
    severities: ["error"],
    means:
      "Usually a firewall or a network policy drops the connection. Drivers that use no proxy (PostgreSQL, Redshift, Redis, Oracle, Databricks in CARTO) connect direct whatever the proxy settings say: opening the proxy does not help them.",
    recognised: "TCP to every address of the target times out, has no route, or is forbidden by this machine itself.",
    evidence: [
      "timed-out means that something drops the packets, unreachable that a router said so, not-permitted that this machine forbade it",
      "why the check goes direct: the warehouse's driver, NO_PROXY, or no proxy at all",
    ],
    remedies: [
      {
        who: "operator",
        do: "If the network requires a proxy: set the proxy variables, and take what is meant for the proxy out of NO_PROXY.",
      },
      {
        who: "firewall-admin",
        do: "Allow TCP from the CARTO hosts to the listed targets and ports; in Kubernetes the network policies too.",
      },
    ],
    verify: "nc -vz -w 5 TARGET PORT, on the machine or in a pod of CARTO's namespace; then carto-proxy doctor.",
    related: [
      "bypass-only-by-proxy",
      "direct-refused",
      "proxy-not-configured",
      "proxy-variable-missing",
      "name-not-resolved",
    ],
    sources: [CARTO_PROXY],
  },
  match(observed, evidence) {
    const code = failureIn(observed, "tcp");
    if (!code || !["timed-out", "unreachable", "not-permitted"].includes(code)) return null;
    if (observed.check.route.kind !== "direct") return null;
    return { severity: "error", group: directGroup(observed, evidence, "firewall") };
  },
  explain(claimed, evidence) {
    const first = claimed[0]!;
    const { settings } = evidence;
    const cause = directCause(claimed, evidence);
    const entries = listed(claimed.flatMap((observed) => noProxyEntry(observed) || []));
    const byNoProxy = claimed.some((observed) => noProxyEntry(observed) !== null);
    const bypass = claimed.some(({ check }) => check.route.reason === "warehouse-bypass");
    const local = claimed.some((observed) => failureIn(observed, "tcp") === "not-permitted");
    const destinations = claimed.map(({ check }) => ({ host: check.wildcard ?? check.host, port: check.port }));
    const rule = firewallRule("the CARTO hosts", destinations);
    return {
      title: `${targets(claimed)} cannot be reached directly: TCP gets no answer or has no route`,
      why: sentences(
        `Usually a firewall or a network policy drops these connections: ${count(claimed.length, "check")} ended there.`,
        cause.cause === "proxy-not-configured" &&
          "No proxy is configured, and no target at all was reached: if this network requires a proxy, that is the cause.",
        cause.cause === "proxy-variable-missing" && "They go direct because a proxy variable is missing.",
        byNoProxy && `They go direct because NO_PROXY says so${entries ? ` (${entries})` : ""}.`,
        bypass &&
          "Drivers that use no proxy connect directly whatever the proxy settings say, so opening the proxy would not help those.",
        local && "Some were forbidden by this machine itself (not-permitted): a local firewall or policy.",
        losses(claimed),
      ),
      evidence: sightings(claimed),
      ...cause,
      remedies: [
        ...operatorFirst(cause.cause !== undefined, byNoProxy ? claimed : [], settings, doctor(first)),
        { who: "firewall-admin", ...rule, verify: reach(first.check) },
        ...policyRule(claimed, settings, reach(first.check)),
      ],
    };
  },
};

function operatorFirst(
  unproxied: boolean,
  excluded: ObservedCheck[],
  settings: SettingsSummary,
  verify: string,
): Remedy[] {
  return [
    ...(unproxied
      ? [
          {
            who: "operator" as const,
            do: "If this network requires a proxy: set the proxy variables (see the other finding).",
            verify,
          },
        ]
      : []),
    ...(excluded.length > 0 ? [{ who: "operator" as const, ...takeOutOfNoProxy(excluded, settings), verify }] : []),
  ];
}
