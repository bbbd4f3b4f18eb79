// The tunnel opens and is cut at the ClientHello: usually a filter by server name.

import { failureIn } from "../failed-step.ts";
import { count, losses, sentences, targets } from "../phrase.ts";
import { proxyOf } from "../proxy-record.ts";
import { doctor, showChain } from "../remedies/command.ts";
import { squidSplice } from "../remedies/inspection.ts";
import type { NetworkRule } from "../rule.ts";
import { sightings } from "../sighting.ts";
import { TLS_SNI } from "../sources.ts";

export const tunnelReset: NetworkRule = {
  code: "tunnel-reset",
  page: {
    summary: "The tunnel opens and is cut at the first message of TLS.",
    severities: ["error"],
    means:
      "The proxy said yes, and the connection ended when the ClientHello, which carries the target's name in clear, went through. Usually a filter decides by that name: the proxy, or a firewall behind it.",
    recognised: "A tunnel that was opened by a 2xx is reset or closed during the TLS handshake with the target.",
    evidence: [
      "the milliseconds between the tunnel and its end: a filter near the proxy is quick",
      "targets of the same proxy that pass",
    ],
    remedies: [
      { who: "proxy-admin", do: "Allow the targets in what inspects TLS or server names, not for CONNECT alone." },
      { who: "firewall-admin", do: "If the proxy does not do it, allow TLS with these server names from the proxy." },
    ],
    verify: "openssl s_client -proxy PROXY:PORT -connect TARGET:443 -servername TARGET; then carto-proxy doctor.",
    related: ["tunnel-silent", "tls-reset", "proxy-closed-tunnel"],
    sources: [TLS_SNI],
  },
  match(observed) {
    const proxy = proxyOf(observed);
    if (!proxy || !["reset", "closed"].includes(failureIn(observed, "tls") ?? "")) return null;
    return { severity: "error", group: proxy };
  },
  explain(claimed, { settings }) {
    const proxy = proxyOf(claimed[0]!)!;
    return {
      title: `The tunnel through ${proxy} to ${targets(claimed)} is cut as soon as TLS begins`,
      why: sentences(
        `The proxy opened the tunnel for ${count(claimed.length, "check")}, and the connection was reset or closed at the first message of TLS, which carries the target's name in clear. Usually a filter by server name does this: the proxy, or a firewall behind it, decides only when it sees that name.`,
        losses(claimed),
      ),
      evidence: sightings(claimed),
      remedies: [
        {
          who: "proxy-admin",
          do: `Allow ${targets(claimed, 5)} in what inspects TLS or server names (SNI) on the proxy as well, not for CONNECT alone. In Squid, where ssl_bump does it:`,
          snippet: squidSplice(claimed),
          verify: showChain(claimed[0]!, "tls", settings),
        },
        {
          who: "firewall-admin",
          do: `If the proxy does not do it: allow TLS with the server names ${targets(claimed, 5)} from the proxy.`,
          verify: doctor(claimed[0]!),
        },
      ],
    };
  },
};
