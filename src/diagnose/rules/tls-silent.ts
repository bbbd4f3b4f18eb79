// Direct route: the ClientHello gets no answer.

import { directCause, directGroup } from "../cause.ts";
import { failureIn } from "../failed-step.ts";
import { count, losses, sentences, targets } from "../phrase.ts";
import { isPostgresSilent } from "../postgres-opening.ts";
import { doctor, showChain } from "../remedies/command.ts";
import { firewallRule } from "../remedies/firewall.ts";
import type { NetworkRule } from "../rule.ts";
import { sightings } from "../sighting.ts";
import { TLS_SNI } from "../sources.ts";

export const tlsSilent: NetworkRule = {
  code: "tls-silent",
  page: {
    summary: "Direct route: no answer to the ClientHello.",
    severities: ["error"],
    means:
      "TCP connects and then nothing comes. Usually a firewall accepts the connection and drops what it does not like, or the path loses large packets.",
    recognised: "On a direct route the ClientHello gets no answer within the time of the check.",
    evidence: ["other targets that pass direct", "an MTU on the way that is smaller than the interface's"],
    remedies: [
      { who: "firewall-admin", do: "Allow the targets, and their server names (SNI); check the MTU of the path." },
      { who: "warehouse-admin", do: "For a warehouse: check that the server speaks TLS on this port." },
    ],
    verify: "openssl s_client -connect TARGET:443 -servername TARGET; then carto-proxy doctor.",
    related: ["tls-reset", "tunnel-silent", "direct-blocked"],
    sources: [TLS_SNI],
  },
  match(observed, evidence) {
    const silent = failureIn(observed, "tls") === "timed-out" && observed.check.route.kind === "direct";
    if (!silent || isPostgresSilent(observed)) return null;
    return { severity: "error", group: directGroup(observed, evidence) };
  },
  explain(claimed, evidence) {
    const first = claimed[0]!;
    const { warehouse } = first.check;
    const destinations = claimed.map(({ check }) => ({ host: check.wildcard ?? check.host, port: check.port }));
    const rule = firewallRule("the CARTO hosts", destinations);
    return {
      title: `${targets(claimed)}: TCP connects, and TLS gets no answer`,
      why: sentences(
        `${count(claimed.length, "check")} sent the first message of TLS and heard nothing. Usually a firewall accepts the connection and drops what it does not like (a server name), or the path loses large packets (an MTU problem).`,
        warehouse && "A server that does not speak TLS on this port does the same.",
        losses(claimed),
      ),
      evidence: sightings(claimed),
      ...directCause(claimed, evidence),
      remedies: [
        {
          who: "firewall-admin",
          ...rule,
          do: `${rule.do} If the firewall decides by server name (SNI), allow these names too; and check the MTU of the path.`,
          verify: showChain(first, "tls", evidence.settings),
        },
        ...(warehouse
          ? [
              {
                who: "warehouse-admin" as const,
                do: "Check that the server speaks TLS on this port.",
                verify: doctor(first),
              },
            ]
          : []),
      ],
    };
  },
};
