// The proxy hangs up instead of answering.

import { count, losses, sentences, targets } from "../phrase.ts";
import { answersHttp, failureAtProxy, isAbsoluteForm, proxyOf } from "../proxy-record.ts";
import { doctor, request } from "../remedies/command.ts";
import { namedBy } from "../remedies/proxy-variable.ts";
import { squidRules } from "../remedies/squid.ts";
import type { NetworkRule } from "../rule.ts";
import { hostPort, proxyParts } from "../service.ts";
import { sightings } from "../sighting.ts";
import { HTTP_CONNECT } from "../sources.ts";

export const proxyClosedTunnel: NetworkRule = {
  code: "proxy-closed-tunnel",
  page: {
    summary: "The proxy hangs up instead of answering CONNECT.",
    severities: ["error"],
    means:
      "The proxy accepts the connection, takes the request and closes without a word. If it does so for some targets alone, usually one of its rules or a filter beside it drops them; if for all, usually it does not accept this machine, is broken, or is another service. Some client libraries try again without end in this case.",
    recognised: "The connection is closed or reset after CONNECT was sent and before a whole answer came.",
    evidence: ["closed (an orderly end) or reset", "whether the proxy answers for other targets"],
    remedies: [
      { who: "proxy-admin", do: "Read the proxy's log for these targets and this machine, and allow them." },
      { who: "operator", do: "If it hangs up on everything, check the host and the port of the proxy URL." },
    ],
    verify: "curl -v --proxy URL https://TARGET/; then carto-proxy doctor.",
    related: ["proxy-no-answer", "proxy-not-http", "tunnel-reset"],
    sources: [HTTP_CONNECT],
  },
  match(observed, evidence) {
    const proxy = proxyOf(observed);
    if (!proxy || !["closed", "reset"].includes(failureAtProxy(observed) ?? "")) return null;
    // A plain request that dies is the proxy's doing only where the proxy has never been heard to answer.
    if (isAbsoluteForm(observed) && answersHttp(proxy, evidence)) return null;
    return { severity: "error", group: proxy };
  },
  explain(claimed, evidence) {
    const proxy = proxyOf(claimed[0]!)!;
    const { host, port } = proxyParts(proxy);
    const others = answersHttp(proxy, evidence);
    return {
      title: others
        ? `The proxy ${proxy} hangs up when asked for ${targets(claimed)}`
        : `The proxy ${proxy} hangs up on every request`,
      why: sentences(
        `It accepts the connection and closes it instead of answering: ${count(claimed.length, "check")} ended there.`,
        others
          ? "It answers for other targets, so usually one of its rules, or a filter next to it, drops these."
          : "It answered nothing in this run: usually it does not accept this machine, it is broken, or the port belongs to another service.",
        losses(claimed),
      ),
      evidence: sightings(claimed),
      remedies: [
        {
          who: "proxy-admin",
          do: others
            ? `Read the proxy's log for these targets, and allow ${targets(claimed, 5)}. In Squid:`
            : "Read the proxy's log for connections from this machine, and allow the CARTO hosts as clients.",
          ...(others ? { snippet: squidRules(claimed) } : {}),
          verify: request(claimed[0]!, evidence.settings),
        },
        ...(others
          ? []
          : [
              {
                who: "operator" as const,
                do: `Check the host and the port in ${namedBy(proxy, evidence.settings)}; they have to be those of the forward proxy: ${hostPort({ host, port })}.`,
                verify: doctor(claimed[0]!),
              },
            ]),
      ],
    };
  },
};
