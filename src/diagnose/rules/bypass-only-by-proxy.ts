// A warehouse whose driver goes direct cannot be reached direct, though the proxy would let it through.

import { failureIn } from "../failed-step.ts";
import { count, losses, sentences, targets } from "../phrase.ts";
import { reach } from "../remedies/command.ts";
import { firewallRule } from "../remedies/firewall.ts";
import { policyRule } from "../remedies/network-policy.ts";
import type { NetworkRule } from "../rule.ts";
import { sight, sightings } from "../sighting.ts";
import { CARTO_PROXY } from "../sources.ts";

const NOT_REACHED = ["timed-out", "unreachable", "not-permitted", "refused", "reset", "closed"];

export const bypassOnlyByProxy: NetworkRule = {
  code: "bypass-only-by-proxy",
  page: {
    summary: "A warehouse is closed direct and open by the proxy, which its driver does not use.",
    severities: ["error"],
    means:
      "The drivers of PostgreSQL, Redshift, Redis, Oracle and Databricks in CARTO connect direct whatever the proxy settings say. The network lets this warehouse through by the proxy alone, so opening the proxy, or setting it again, does not help.",
    recognised:
      "TCP to the warehouse fails direct, and one CONNECT to the same host and port by the configured proxy, tried on that failure and closed at once, was opened. Some proxies open a tunnel before they have connected: then the warehouse may be down all the same.",
    evidence: ["how TCP failed, and to which address", "the tunnel that the proxy opened"],
    remedies: [
      {
        who: "firewall-admin",
        do: "Allow TCP from the CARTO hosts to the warehouse itself; in Kubernetes the network policies too.",
      },
      {
        who: "operator",
        do: "Have the direct way opened: neither the proxy variables nor NO_PROXY change what such a driver does.",
      },
    ],
    verify: "nc -vz -w 5 WAREHOUSE PORT, on the machine or in a pod of CARTO's namespace; then carto-proxy doctor.",
    related: ["direct-blocked", "direct-refused"],
    sources: [CARTO_PROXY],
  },
  match(observed) {
    const { check, observation } = observed;
    const trial = observation.followUp?.byProxy;
    const code = failureIn(observed, "tcp");
    if (!trial?.opened || !code || !NOT_REACHED.includes(code)) return null;
    return check.route.reason === "warehouse-bypass" ? { severity: "error", group: trial.proxy } : null;
  },
  explain(claimed, { settings }) {
    const first = claimed[0]!;
    const proxy = first.observation.followUp?.byProxy?.proxy ?? "the proxy";
    const rule = firewallRule(
      "the CARTO hosts",
      claimed.map(({ check }) => check),
    );
    return {
      title: `${targets(claimed)} can be reached by the proxy alone, and the driver goes direct`,
      why: sentences(
        `TCP fails direct (${count(claimed.length, "check")}), while ${proxy} opens a tunnel there. The driver uses no proxy whatever the settings say: opening the proxy, or changing the proxy variables or NO_PROXY, does not help.`,
        claimed.some(({ check }) => check.warehouse?.kind === "snowflake") &&
          "(The Snowflake driver does know http:// proxies; an https:// one, as here, is not supported.)",
        "Some proxies open a tunnel before they have connected; if so, the server may be down as well.",
        losses(claimed),
      ),
      evidence: sightings(claimed, (observed) => {
        const trial = observed.observation.followUp?.byProxy;
        return trial ? `${sight(observed)}; CONNECT ${trial.target} by ${trial.proxy} was opened` : sight(observed);
      }),
      remedies: [
        { who: "firewall-admin", ...rule, verify: reach(first.check) },
        ...policyRule(claimed, settings, reach(first.check)),
      ],
    };
  },
};
