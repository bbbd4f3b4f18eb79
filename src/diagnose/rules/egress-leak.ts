// --strict-egress: a whitelisted host is reached without the proxy.

import type { Evidence, ObservedCheck } from "../evidence.ts";
import { failureIn, stepOf } from "../failed-step.ts";
import { count, listed, sentences, targets } from "../phrase.ts";
import { proxyOf } from "../proxy-record.ts";
import { doctor } from "../remedies/command.ts";
import { type Destination, firewallDenial } from "../remedies/firewall.ts";
import type { NetworkRule } from "../rule.ts";
import { proxyParts } from "../service.ts";

export const egressLeak: NetworkRule = {
  code: "egress-leak",
  page: {
    summary: "A whitelisted host is reached without the proxy (--strict-egress).",
    severities: ["error", "warning"],
    means:
      "This network is meant to let traffic out by the proxy alone, and a direct connection got through. What goes that way is neither filtered nor logged by the proxy. A warning where something else than the host answered: the packets leave this machine, and usually a filter takes them.",
    recognised:
      "Only with --strict-egress: each proxied host is tried direct. A TCP connection alone is no leak, since some firewalls accept for everybody: the host must answer a ClientHello with a certificate of its own that is trusted here. A name that does not resolve, no connection, silence, a reset or an alert is a pass.",
    evidence: [
      "the address that answered",
      "whether all hosts leak, or single ones: then usually a rule for their addresses",
    ],
    remedies: [
      {
        who: "firewall-admin",
        do: "Deny TCP from the CARTO hosts to everything but the proxy and the warehouses that are reached direct.",
      },
    ],
    verify: "curl -v --noproxy '*' https://HOST/ from the CARTO hosts fails.",
    related: ["direct-blocked", "bypass-only-by-proxy"],
  },
  match(observed) {
    if (observed.check.route.reason !== "strict-egress") return null;
    if (failureIn(observed, "tls") === "reached") return { severity: "error", group: "leak" };
    return stepOf(observed, "tls")?.facts.answeredBy === undefined ? null : { severity: "warning", group: "other" };
  },
  explain(claimed, evidence) {
    const { settings } = evidence;
    const first = claimed[0]!;
    const leak = failureIn(first, "tls") === "reached";
    const ports = [...new Set(claimed.map(({ check }) => check.port))];
    const pods =
      settings.deployment === "vm" ? "" : " In Kubernetes an egress NetworkPolicy of the namespace does the same.";
    return {
      title: leak
        ? `${targets(claimed)} can be reached without the proxy`
        : `${targets(claimed)}: without the proxy something else answers in place of the host`,
      why: sentences(
        leak
          ? `With --strict-egress no whitelisted host may be reached directly: ${count(claimed.length, "host")} answered a TLS handshake with a certificate of its own.`
          : "The connection leaves this machine, and what answers has a certificate that is not trusted here: usually a filter that takes direct connections. The host itself was not reached.",
      ),
      evidence: claimed.slice(0, 8).map(told),
      remedies: [
        {
          who: "firewall-admin",
          do: `Deny TCP from the CARTO hosts to port ${listed(ports.map(String), 8)} of everything but the proxy and the warehouses that are reached direct.${pods} Written for iptables; other firewalls take the same:`,
          snippet: firewallDenial(ports, wanted(evidence)),
          verify: doctor(...claimed).replace("doctor", "doctor --strict-egress"),
        },
      ],
    };
  },
};

/** What has to stay open: the proxies, and what goes direct on purpose. */
function wanted({ checks }: Evidence): Destination[] {
  const direct = checks.filter(({ check }) => check.route.kind === "direct" && check.kind !== "policy");
  const proxies = checks.flatMap((observed) => proxyOf(observed) ?? []);
  return [...proxies.map(proxyParts), ...direct.map(({ check }) => check)];
}

function told(observed: ObservedCheck): string {
  const address = stepOf(observed, "tcp")?.facts.address ?? observed.check.host;
  const facts = stepOf(observed, "tls")?.facts;
  const by =
    facts?.answeredBy === undefined ? "its own certificate" : `a certificate by ${facts.answeredBy || "nobody"}`;
  return `${observed.check.id}: ${address} answered with ${by.replaceAll("\n", ", ")} (${facts?.version ?? "TLS"})`;
}
