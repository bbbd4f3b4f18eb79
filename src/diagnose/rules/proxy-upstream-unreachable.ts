// The proxy answers, and cannot connect to the target.

import { count, losses, sentences, targets } from "../phrase.ts";
import { opensTunnels, proxyOf, refusalOf } from "../proxy-record.ts";
import { doctor, reach } from "../remedies/command.ts";
import { firewallRule } from "../remedies/firewall.ts";
import { squidNameServers } from "../remedies/squid.ts";
import type { NetworkRule } from "../rule.ts";
import { sightings } from "../sighting.ts";
import { PROXY_STATUS, SQUID_ERRORS } from "../sources.ts";
import { productOfProxy } from "../way-answer.ts";

export const proxyUpstreamUnreachable: NetworkRule = {
  code: "proxy-upstream-unreachable",
  page: {
    summary: "The proxy lets the request in and cannot connect to the target.",
    severities: ["error"],
    means:
      "The fault is behind the proxy: a firewall between it and the internet, a parent proxy or resolver that does not work, or the target itself.",
    recognised:
      "502, 503 or 504 to CONNECT, the errors of Proxy-Status about the destination, Squid's ERR_CONNECT_FAIL and ERR_CANNOT_FORWARD, or tinyproxy's 500 Unable to connect. Several of these do not tell a dead name from a dead address, and then the finding says connect to or resolve.",
    evidence: [
      "whether the proxy reaches other targets",
      "the milliseconds: a refusal comes at once, a dropped connection after the proxy's own time limit",
    ],
    remedies: [
      { who: "proxy-admin", do: "On the proxy's machine, try the target, and read the proxy's log." },
      { who: "firewall-admin", do: "Allow TCP from the proxy to the listed targets." },
    ],
    verify: "nc -vz -w 5 TARGET 443 on the proxy's machine; then carto-proxy doctor.",
    related: ["proxy-dns-failure", "proxy-denied", "proxy-no-answer"],
    sources: [PROXY_STATUS, SQUID_ERRORS],
  },
  match(observed) {
    const proxy = proxyOf(observed);
    return proxy && refusalOf(observed)?.kind === "upstream-unreachable" ? { severity: "error", group: proxy } : null;
  },
  explain(claimed, evidence) {
    const proxy = proxyOf(claimed[0]!)!;
    const others = opensTunnels(proxy, evidence);
    // Squid's ERR_CONNECT_FAIL alone says that the name was resolved; its ERR_CANNOT_FORWARD and a bare 502 to 504 do not.
    const sure = claimed.every((observed) => refusalOf(observed)?.sign.includes("ERR_CONNECT_FAIL"));
    const squid = !sure && productOfProxy(claimed, evidence)?.id === "squid";
    return {
      title: `The proxy ${proxy} cannot ${sure ? "connect to" : "connect to or resolve"} ${targets(claimed)}`,
      why: sentences(
        `The proxy let ${count(claimed.length, "check")} in and failed on its own way to the target.`,
        others
          ? "It reaches other targets, so a firewall behind it, or the target itself, is usually the reason."
          : "It reached no target in this run: usually the proxy's own way out is closed, or its parent proxy or resolver does not work.",
        losses(claimed),
      ),
      evidence: sightings(claimed),
      remedies: [
        {
          who: "proxy-admin",
          do: `On the proxy's machine, try ${targets(claimed, 5)}, and read the proxy's log.${squid ? " If it does not resolve the name there, give Squid another name server:" : ""}`,
          ...(squid ? { snippet: squidNameServers() } : {}),
          verify: reach(claimed[0]!.check),
        },
        {
          who: "firewall-admin",
          ...firewallRule(
            "the proxy",
            claimed.map(({ check }) => ({ host: check.wildcard ?? check.host, port: check.port })),
          ),
          verify: doctor(claimed[0]!),
        },
      ],
    };
  },
};
