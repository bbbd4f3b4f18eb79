// The proxy cannot resolve the target's name.

import { count, losses, sentences, targets } from "../phrase.ts";
import { opensTunnels, proxyOf, refusalOf } from "../proxy-record.ts";
import { doctor, lookUp } from "../remedies/command.ts";
import { squidNameServers } from "../remedies/squid.ts";
import type { NetworkRule } from "../rule.ts";
import { sightings } from "../sighting.ts";
import { PROXY_STATUS, SQUID_ERRORS } from "../sources.ts";
import { productOfProxy } from "../way-answer.ts";

export const proxyDnsFailure: NetworkRule = {
  code: "proxy-dns-failure",
  page: {
    summary: "The proxy cannot resolve the target's name.",
    severities: ["error"],
    means:
      "By a proxy it is the proxy that resolves names: the resolver of this machine plays no part. The proxy's resolver does not know these names, or does not work.",
    recognised:
      "Proxy-Status with dns_error or dns_timeout, Squid's ERR_DNS_FAIL, or the words DNS lookup failure for in Apache's page. Squid 5.7 was seen to answer ERR_CANNOT_FORWARD as well for a name that it cannot resolve; that is proxy-upstream-unreachable.",
    evidence: ["whether the proxy resolves other names in the run"],
    remedies: [
      { who: "proxy-admin", do: "On the proxy's machine, make the names resolve; in Squid see dns_nameservers." },
      { who: "operator", do: "For a warehouse, check the spelling of its host." },
      {
        who: "dns-admin",
        do: "If the proxy asks a name server of this network, let it answer for these public names.",
      },
    ],
    verify: "getent hosts TARGET on the proxy's machine; then carto-proxy doctor.",
    related: ["proxy-upstream-unreachable", "name-not-resolved"],
    sources: [PROXY_STATUS, SQUID_ERRORS],
  },
  match(observed) {
    const proxy = proxyOf(observed);
    return proxy && refusalOf(observed)?.kind === "dns-failure" ? { severity: "error", group: proxy } : null;
  },
  explain(claimed, evidence) {
    const proxy = proxyOf(claimed[0]!)!;
    const others = opensTunnels(proxy, evidence);
    const warehouse = claimed.some(({ check }) => check.warehouse !== null);
    return {
      title: `The proxy ${proxy} cannot resolve ${targets(claimed)}`,
      why: sentences(
        `Through a proxy it is the proxy that resolves names; the resolver of this machine plays no part. ${count(claimed.length, "check")} ended there.`,
        others
          ? "The proxy resolves other names, so its resolver works and does not know these."
          : "No target was reached through it in this run: usually its resolver does not work at all.",
        losses(claimed),
      ),
      evidence: sightings(claimed),
      remedies: [
        {
          who: "proxy-admin",
          do: `On the proxy's machine, make ${targets(claimed, 5)} resolve: check its resolver (in Squid: dns_nameservers).`,
          ...(productOfProxy(claimed, evidence)?.id === "squid" ? { snippet: squidNameServers() } : {}),
          verify: lookUp(claimed[0]!.check.host),
        },
        ...(warehouse
          ? [
              {
                who: "operator" as const,
                do: "Check the spelling of the warehouse's host.",
                verify: doctor(claimed[0]!),
              },
            ]
          : []),
        {
          who: "dns-admin",
          do: "If the proxy asks a name server of this network, let that server answer for these public names.",
          verify: doctor(claimed[0]!),
        },
      ],
    };
  },
};
