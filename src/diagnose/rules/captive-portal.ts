// A network that wants a login first: whoever asks for anything is sent to its own page.

import type { Evidence, ObservedCheck } from "../evidence.ts";
import { count, losses, sentences, targets } from "../phrase.ts";
import { proxyOf } from "../proxy-record.ts";
import { admission } from "../remedies/admission.ts";
import { doctor, request } from "../remedies/command.ts";
import type { NetworkRule } from "../rule.ts";
import { sightings } from "../sighting.ts";
import { areUnrelated } from "../site.ts";
import { CAPTIVE_PORTAL } from "../sources.ts";
import { productOfProxy, proxyAnswerOf, saysNo, type WayAnswer, wayAnswerOf } from "../way-answer.ts";

/** RFC 6585 §6: Network Authentication Required, which an origin never sends. */
const NETWORK_LOGIN = 511;

export const captivePortal: NetworkRule = {
  code: "captive-portal",
  claimsAnswers: true,
  page: {
    summary: "The network, or the proxy, sends every request to a login page of its own.",
    severities: ["error"],
    means:
      "Something on the way wants a person to log in before it lets traffic through. CARTO cannot fill in a login page.",
    recognised:
      "CONNECT is answered by a redirect to another site, or a plain request by one that is marked as the proxy's own; or a plain or intercepted request is answered by 511, by a redirect from a public name into a private network, or by a redirect to one login page for targets of several owners, and for most of what was asked by that way. What a target answers inside its own TLS connection never counts, and neither does a known filter's page that says no.",
    evidence: [
      "The Location header and the host in it",
      "The same Location for targets that have nothing to do with each other",
    ],
    remedies: [
      { who: "proxy-admin", do: "Let the CARTO hosts through without a login, by their addresses." },
      { who: "firewall-admin", do: "The same, where no proxy is in between." },
      { who: "operator", do: "Test again once the addresses are let through." },
    ],
    verify: "curl -v --proxy http://PROXY:PORT https://HOST/",
    related: ["block-page", "proxy-auth-required", "proxy-denied", "tls-intercepted"],
    sources: [CAPTIVE_PORTAL],
  },
  match(observed, evidence) {
    const answer = portalAnswer(observed, evidence);
    return answer && { severity: "error", group: answer.redirect?.host ?? proxyOf(observed) ?? "direct" };
  },
  explain(claimed, evidence) {
    const first = claimed[0]!;
    const proxy = proxyOf(first);
    const portal = portalAnswer(first, evidence)?.redirect?.host ?? null;
    const admitted = proxy ? admission(claimed, productOfProxy(claimed, evidence), portal !== null) : null;
    const by = proxy ? `the proxy ${proxy}, or a network behind it,` : "the network";
    return {
      title: portal
        ? `${targets(claimed)}: requests are sent to ${portal}, usually a login page of the network`
        : `${targets(claimed)}: the network wants a login before it lets requests through`,
      why: sentences(
        `In answer to ${count(claimed.length, "check")} ${by} ${portal ? `redirects to ${portal}, which is none of the targets'` : "says that a login is required (511)"}.`,
        "CARTO cannot log in there: its machines have to be let through by their addresses.",
        losses(claimed),
      ),
      evidence: sightings(claimed),
      remedies: [
        {
          who: proxy ? "proxy-admin" : "firewall-admin",
          do: `Let the CARTO hosts reach ${targets(claimed, 5)} without a login: allow them by their source addresses.${admitted?.how ?? ""}`,
          ...(admitted ? { snippet: admitted.snippet } : {}),
          verify: request(first, evidence.settings),
        },
        { who: "operator", do: "Then test again.", verify: doctor(first) },
      ],
    };
  },
};

function portalAnswer(observed: ObservedCheck, evidence: Evidence): WayAnswer | null {
  const refused = proxyAnswerOf(observed);
  if (refused) {
    const sends = refused.reply.status === NETWORK_LOGIN || refused.redirect?.away === true;
    return sends && !saysNo(refused) ? refused : null;
  }
  const answer = wayAnswerOf(observed);
  if (!answer || saysNo(answer)) return null;
  if (answer.reply.status === NETWORK_LOGIN) return answer;
  const { redirect } = answer;
  if (!redirect?.away) return null;
  return redirect.local || (redirect.reads === "login" && isShared(redirect.host, observed, evidence)) ? answer : null;
}

/**
 * One origin may have its login elsewhere, and so may several names of one owner. A portal takes them all: targets of several owners, and
 * most of the answers by this way out that it could have given.
 */
function isShared(portal: string, observed: ObservedCheck, evidence: Evidence): boolean {
  const way = proxyOf(observed);
  const answers = evidence.checks.filter((other) => proxyOf(other) === way && wayAnswerOf(other));
  const sent = answers.filter((other) => wayAnswerOf(other)?.redirect?.host === portal);
  return areUnrelated(sent.map(({ check }) => check.host)) && sent.length * 2 > answers.length;
}
