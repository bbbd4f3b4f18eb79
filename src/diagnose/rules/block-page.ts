// What answered is a filter's own page in the target's place: every step got through, and nothing of the target was reached.

import type { ObservedCheck } from "../evidence.ts";
import { count, losses, sentences, targets } from "../phrase.ts";
import { proxyOf } from "../proxy-record.ts";
import { request } from "../remedies/command.ts";
import { allowance } from "../remedies/inspection.ts";
import { squidRulesPastRedirector } from "../remedies/squid.ts";
import type { NetworkRule } from "../rule.ts";
import { MOST_LINES, sightings } from "../sighting.ts";
import { type WayAnswer, wayAnswerOf } from "../way-answer.ts";

export const blockPage: NetworkRule = {
  code: "block-page",
  claimsAnswers: true,
  page: {
    summary: "A filter's own page came in place of the target's answer.",
    severities: ["error"],
    means:
      "A filter on the way took the request and answered it itself, often with status 200. The target was not asked, whatever the status says.",
    recognised:
      "The answer came on a plain connection or inside an intercepted one, and bears a sign that only a known filter's own pages bear; or it redirects from a public name into a private network, to an address that speaks of blocking. What a target answers inside its own TLS connection never counts. A forward proxy's own refusal is proxy-denied.",
    evidence: ["The sign that named the product", "The start of the page, in the JSON report"],
    remedies: [
      { who: "proxy-admin", do: "Allow the hosts in the filter, in its own terms." },
      { who: "firewall-admin", do: "The same, where no proxy is in between." },
    ],
    verify: "curl -v --proxy http://PROXY:PORT http://HOST/",
    related: ["proxy-denied", "captive-portal", "tls-intercepted"],
  },
  match(observed) {
    const answer = filterAnswer(observed);
    if (!answer) return null;
    return {
      severity: "error",
      group: answer.product?.page ? answer.product.product.id : (answer.redirect?.host ?? ""),
    };
  },
  explain(claimed, evidence) {
    const first = claimed[0]!;
    const { product, redirect } = filterAnswer(first)!;
    const known = product?.page ? product.product : null;
    const proxied = proxyOf(first) !== null;
    const line = known
      ? `the mark of ${known.name}: ${product?.sign}`
      : `a redirect out of the target's site into a private network: ${redirect?.location ?? ""}`;
    const change =
      known && known.id !== "squid"
        ? allowance(claimed, known)
        : {
            do: `Allow the CARTO hosts to reach ${targets(claimed, 5)} in the filter.${proxied && !known ? " Written for Squid; other products take the same list of hosts:" : ""}`,
            snippet: proxied && (known === null || known.id === "squid") ? squidRulesPastRedirector(claimed) : null,
          };
    const { snippet, ...rest } = change;
    return {
      title: `${known ? known.name : "A filter"} answers in place of ${targets(claimed)}`,
      why: sentences(
        `${count(claimed.length, "check")} got a page of ${known ? known.name : "a filter"} instead of the target's answer${
          proxied ? ", from the proxy or from what stands behind it" : ", on the direct route"
        }. The connection itself got through, so that a look at status codes alone can miss it.`,
        losses(claimed),
      ),
      evidence: [line, ...sightings(claimed, undefined, MOST_LINES - 1)],
      remedies: [
        {
          who: proxied ? "proxy-admin" : "firewall-admin",
          ...rest,
          ...(snippet ? { snippet } : {}),
          verify: request(first, evidence.settings),
        },
      ],
    };
  },
};

/** A known product's own page; or a redirect by which a local network says no. */
function filterAnswer(observed: ObservedCheck): WayAnswer | null {
  const answer = wayAnswerOf(observed);
  if (!answer) return null;
  const local = answer.redirect?.local === true && answer.redirect.reads === "block";
  return answer.product?.page || local ? answer : null;
}
