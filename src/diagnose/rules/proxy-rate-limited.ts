// The proxy answers 429: too many requests for now. One more try tells whether it hurts.

import type { ObservedCheck } from "../evidence.ts";
import { gotThrough } from "../failed-step.ts";
import { count, losses, sentences, targets } from "../phrase.ts";
import { proxyOf, refusalOf } from "../proxy-record.ts";
import { admission } from "../remedies/admission.ts";
import { doctor } from "../remedies/command.ts";
import type { NetworkRule } from "../rule.ts";
import { sight, sightings } from "../sighting.ts";
import { HTTP_429 } from "../sources.ts";
import { productOfProxy } from "../way-answer.ts";

export const proxyRateLimited: NetworkRule = {
  code: "proxy-rate-limited",
  page: {
    summary: "The proxy answers 429: too many requests.",
    severities: ["error", "warning"],
    means:
      "The proxy limits how many tunnels or requests one client may ask for in a while. CARTO opens many connections at once; its client libraries usually do not wait and try again when a tunnel is refused.",
    recognised:
      "429 to CONNECT, or the proxy's own 429 to a plain request. The check is tried once more after Retry-After (one second where it is absent, five at most): a pass then makes it a warning. A 429 of the origin's own is a pass.",
    evidence: ["both replies: the first under followUp in the JSON report", "how many checks were concerned"],
    remedies: [
      { who: "proxy-admin", do: "Raise the limit for the CARTO hosts, or exempt them from it." },
      { who: "operator", do: "To see whether it is the doctor's own haste: carto-proxy doctor --concurrency 2." },
    ],
    verify: "carto-proxy doctor, twice in a row.",
    related: ["proxy-denied", "proxy-error"],
    sources: [HTTP_429],
  },
  match(observed) {
    const proxy = proxyOf(observed);
    if (!proxy) return null;
    if (refusalOf(observed)?.kind === "rate-limited") return { severity: "error", group: proxy };
    const later = observed.observation.followUp?.rateLimited !== undefined && gotThrough(observed);
    return later ? { severity: "warning", group: proxy } : null;
  },
  explain(claimed, evidence) {
    const proxy = proxyOf(claimed[0]!)!;
    const passed = gotThrough(claimed[0]!);
    const exempt = admission(claimed, productOfProxy(claimed, evidence));
    const tried = claimed.some(({ observation }) => observation.followUp?.rateLimited);
    return {
      title: `The proxy ${proxy} limits the rate of requests (429): ${targets(claimed)}`,
      why: sentences(
        passed
          ? `${count(claimed.length, "check")} got through at the second try, after a pause.`
          : `${count(claimed.length, "check")} got no further${tried ? ", at a second try after a pause too" : "; the run ended before a second try"}.`,
        "CARTO opens many connections at once, and its client libraries usually do not try a refused tunnel again.",
        losses(claimed),
      ),
      evidence: sightings(claimed, tellReplies),
      remedies: [
        {
          who: "proxy-admin",
          do: `Raise the limit on requests for the CARTO hosts, or exempt them from it (add a src acl to each line if others use this proxy).${exempt.how}`,
          snippet: exempt.snippet,
          verify: doctor(claimed[0]!),
        },
        {
          who: "operator",
          do: "See whether fewer checks at once get through: then the limit is on haste, not a quota that is used up.",
          verify: `${doctor()} --concurrency 2`,
        },
      ],
    };
  },
};

function tellReplies(observed: ObservedCheck): string {
  const first = observed.observation.followUp?.rateLimited;
  if (!first) return sight(observed);
  const { status, statusText, headers } = first.reply;
  const asked = headers.find(([name]) => name === "retry-after")?.[1];
  const wish = asked === undefined ? "" : ` (Retry-After: ${asked})`;
  return `first ${`${status} ${statusText}`.trim()}${wish}; ${Math.round(first.waitedMs / 100) / 10} s later ${sight(observed)}`;
}
