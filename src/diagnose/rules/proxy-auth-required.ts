// The proxy asks for a login, which CARTO cannot give.

import { count, listed, losses, sentences } from "../phrase.ts";
import { proxyOf, refusalOf } from "../proxy-record.ts";
import { request } from "../remedies/command.ts";
import { variablesNaming } from "../remedies/proxy-variable.ts";
import { squidRules } from "../remedies/squid.ts";
import type { NetworkRule } from "../rule.ts";
import { sightings } from "../sighting.ts";
import { CARTO_PROXY, HTTP_407, SQUID_ACCESS } from "../sources.ts";

export const proxyAuthRequired: NetworkRule = {
  code: "proxy-auth-required",
  page: {
    summary: "The proxy demands a login (407), which CARTO cannot give.",
    severities: ["error"],
    means:
      "CARTO does not support authentication to the proxy, by no scheme: Basic, NTLM, Negotiate and Kerberos fail alike.",
    recognised:
      "Status 407 to CONNECT or to a plain request through the proxy. The schemes offered are read from Proxy-Authenticate.",
    evidence: [
      "the schemes that the proxy offers",
      "whether credentials stood in the proxy URL: then they were sent and not accepted",
    ],
    remedies: [
      {
        who: "proxy-admin",
        do: "Let the CARTO hosts through without a login, by their source address, above the rule that asks for one.",
      },
    ],
    verify:
      "curl -v --proxy URL https://auth.carto.com/ without credentials: the answer to CONNECT is a 200. Then carto-proxy doctor.",
    related: ["captive-portal", "proxy-url-credentials", "proxy-denied"],
    sources: [CARTO_PROXY, HTTP_407, SQUID_ACCESS],
  },
  match(observed) {
    const proxy = proxyOf(observed);
    return proxy && refusalOf(observed)?.kind === "auth-required" ? { severity: "error", group: proxy } : null;
  },
  explain(claimed, { settings }) {
    const proxy = proxyOf(claimed[0]!)!;
    const schemes = listed(
      claimed.flatMap((observed) => refusalOf(observed)?.authSchemes ?? []),
      6,
    );
    const sent = variablesNaming(proxy, settings).some(({ credentials }) => credentials);
    return {
      title: `The proxy ${proxy} demands a login${schemes ? ` (${schemes})` : ""}, which CARTO cannot give`,
      why: sentences(
        `${count(claimed.length, "check")} got 407 from the proxy. CARTO does not support password authentication for the proxy connection.`,
        sent && "The credentials in the proxy URL were sent, and the proxy did not accept them.",
        losses(claimed),
      ),
      evidence: sightings(claimed),
      remedies: [
        {
          who: "proxy-admin",
          do: "Let the CARTO hosts through without a login, by their source address (add a src acl to each line if others use this proxy). Written for Squid; other products take the same list of hosts:",
          snippet: squidRules(claimed),
          verify: request(claimed[0]!, settings),
        },
      ],
    };
  },
};
