// Something answered as the target, without the proof that the whitelist entry asks for.

import type { ObservedCheck } from "../evidence.ts";
import { gotThrough, stepOf } from "../failed-step.ts";
import { count, listed, losses, sentences, targets } from "../phrase.ts";
import { doctor, request } from "../remedies/command.ts";
import type { NetworkRule } from "../rule.ts";
import { wayOut } from "../service.ts";
import { sightings } from "../sighting.ts";

export const originNotRecognised: NetworkRule = {
  code: "origin-not-recognised",
  page: {
    summary: "The answer lacks the proof that the right server gave it.",
    severities: ["warning"],
    means:
      "Some whitelist entries say how their server answers: a status, a header, a text. An answer came, and it was another one. Usually something on the way answered in place of the server, or the service has changed since the whitelist was written.",
    recognised:
      "The answer to the entry's own path is compared with what the entry expects: status, headers and body. Server errors (5xx) are origin-error, a filter's page is block-page, a login page captive-portal.",
    evidence: [
      "the status line that came, and the one that was expected",
      "other rows of the same host, and what curl shows by the same route",
    ],
    remedies: [
      { who: "operator", do: "Look at the answer with curl by the same route: whose page is it?" },
      { who: "proxy-admin", do: "Where it is a page of the proxy or of a filter: exempt the target." },
      { who: "firewall-admin", do: "The same on a direct route." },
      { who: "carto-support", do: "Where it is the service's own: the whitelist entry is out of date." },
    ],
    verify: "curl -v by the same route shows the answer of the real service. Then carto-proxy doctor --only CHECK.",
    related: ["block-page", "captive-portal", "origin-error"],
  },
  match(observed) {
    if (!gotThrough(observed)) return null;
    const answer = answerOf(observed);
    if (answer?.recognised !== false || (answer.reply?.status ?? 500) >= 500) return null;
    return { severity: "warning", group: wayOut(observed) };
  },
  explain(claimed, { settings }) {
    const first = claimed[0]!;
    const proxied = first.check.route.kind === "proxy";
    return {
      title: `${targets(claimed)}: an answer came, and not the one that this server is known for`,
      why: sentences(
        `The entry says how its server answers, and ${count(claimed.length, "answer")} did not fit: ${listed(claimed.map(difference), 4)}.`,
        "Usually something on the way answered in its place, or the service has changed.",
        losses(claimed),
      ),
      evidence: sightings(claimed),
      remedies: [
        { who: "operator", do: "Look at the answer: whose page is it?", verify: request(first, settings) },
        proxied
          ? {
              who: "proxy-admin",
              do: `Where it is a page of the proxy or of a filter: exempt ${targets(claimed, 5)}.`,
              verify: doctor(...claimed),
            }
          : {
              who: "firewall-admin",
              do: `Where it is a page of a filter: exempt ${targets(claimed, 5)}.`,
              verify: doctor(...claimed),
            },
      ],
    };
  },
};

function answerOf(observed: ObservedCheck) {
  const facts = stepOf(observed, "exchange")?.facts;
  return facts?.protocol === "http" && !facts.refusal ? facts : null;
}

/** "status 302 where 200 was expected", or the proof that was missing. */
function difference(observed: ObservedCheck): string {
  const status = answerOf(observed)?.reply?.status ?? 0;
  const { expect } = observed.check;
  if (expect && expect.status.length > 0 && !expect.status.includes(status))
    return `status ${status} where ${listed(expect.status.map(String), 5)} was expected`;
  const headers = Object.keys(expect?.header ?? {});
  return headers.length > 0 ? `the header or text of the proof is missing (${listed(headers)})` : "a text is missing";
}
