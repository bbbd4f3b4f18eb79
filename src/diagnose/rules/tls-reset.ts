// Direct route: the connection is cut during the TLS handshake.

import { directCause, directGroup } from "../cause.ts";
import { failureIn } from "../failed-step.ts";
import { count, losses, sentences, targets } from "../phrase.ts";
import { isPostgresSilent } from "../postgres-opening.ts";
import { doctor, showChain } from "../remedies/command.ts";
import { firewallRule } from "../remedies/firewall.ts";
import type { NetworkRule } from "../rule.ts";
import { sightings } from "../sighting.ts";

export const tlsReset: NetworkRule = {
  code: "tls-reset",
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
