// Direct route: the connection is cut during the TLS handshake.

import { directCause, directGroup } from "../cause.ts";
import { failureIn } from "../failed-step.ts";
import { count, losses, sentences, targets } from "../phrase.ts";
import { isPostgresSilent } from "../postgres-opening.ts";
import { doctor, showChain } from "../remedies/command.ts";
import { firewallRule } from "../remedies/firewall.ts";
import type { NetworkRule } from "../rule.ts";
import { sightings } from "../sighting.ts";
import { TLS_SNI } from "../sources.ts";

export const tlsReset: NetworkRule = {
  code: "tls-reset",
  page: {
    summary: "Direct route: the connection is cut during the TLS handshake.",
    severities: ["error"],
    means:
      "TCP connects, and the connection ends at the first message of TLS, which carries the target's name in clear. Usually a firewall filters by that name; a server that does not speak TLS on the port does the same.",
    recognised: "On a direct route the connection is reset or closed during the handshake.",
    evidence: ["other targets that pass direct", "the milliseconds: a filter near by is quicker than the target"],
    remedies: [
      { who: "firewall-admin", do: "Allow the targets, and their server names (SNI) if the firewall decides by them." },
      { who: "warehouse-admin", do: "For a warehouse: check that the server speaks TLS on this port." },
    ],
    verify: "openssl s_client -connect TARGET:443 -servername TARGET; then carto-proxy doctor.",
    related: ["tls-silent", "tunnel-reset", "direct-refused"],
    sources: [TLS_SNI],
  },
  match(observed, evidence) {
    const cut = ["reset", "closed"].includes(failureIn(observed, "tls") ?? "");
    if (!cut || observed.check.route.kind !== "direct" || isPostgresSilent(observed)) return null;
    return { severity: "error", group: directGroup(observed, evidence) };
  },
  explain(claimed, evidence) {
    const first = claimed[0]!;
    const { warehouse } = first.check;
    const destinations = claimed.map(({ check }) => ({ host: check.wildcard ?? check.host, port: check.port }));
    const rule = firewallRule("the CARTO hosts", destinations);
    return {
      title: `${targets(claimed)}: the connection is cut as soon as TLS begins`,
      why: sentences(
        `TCP connects for ${count(claimed.length, "check")}, and the connection is reset or closed during the TLS handshake. Usually a firewall on the way filters by server name, which the first message of TLS carries in clear.`,
        warehouse && "A server that does not speak TLS on this port does the same.",
        losses(claimed),
      ),
      evidence: sightings(claimed),
      ...directCause(claimed, evidence),
      remedies: [
        {
          who: "firewall-admin",
          ...rule,
          do: `${rule.do} If the firewall decides by server name (SNI), allow these names too.`,
          verify: showChain(first, "tls", evidence.settings),
        },
        ...(warehouse
          ? [
              {
                who: "warehouse-admin" as const,
                do: "Check that the server speaks TLS on this port, and what its log says.",
                verify: doctor(first),
              },
            ]
          : []),
      ],
    };
  },
};
