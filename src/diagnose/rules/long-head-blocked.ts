// A GET gets through, and one with a long head does not.

import { count, losses, sentences, targets } from "../phrase.ts";
import { letThrough } from "../remedies/traffic.ts";
import type { NetworkRule } from "../rule.ts";
import { wayOut } from "../service.ts";
import { sightings } from "../sighting.ts";
import { SQUID_HEAD_SIZE } from "../sources.ts";
import { troubleOf } from "../traffic.ts";

export const longHeadBlocked: NetworkRule = {
  code: "long-head-blocked",
  claimsAnswers: true,
  page: {
    summary: "A request with a long head, or the answer to it, does not get through.",
    severities: ["error", "warning"],
    means:
      "Something on the way limits the size of the head of a request or of an answer. Addresses with signatures, tokens and the redirects of a login are long: sign-in and buckets then fail for some users and work for others.",
    recognised:
      "With --thorough: a GET whose head has more than 6 kB gets no answer where a plain GET does, or inside an inspected connection one that bears a filter's own sign (then an error). How long the head of the answer was stands in the report: a target that answers with a short one proves nothing of long ones. 414 and 431 of the target's own pass.",
    evidence: ["what was sent until the connection ended, and after how long", "a sign of the product that answered"],
    remedies: [
      {
        who: "proxy-admin",
        do: "Raise the limits on heads (Squid: request_header_max_size and reply_header_max_size, 64 KB by default), or exempt the targets from inspection.",
      },
      { who: "firewall-admin", do: "The same, where no proxy is in between." },
    ],
    verify: "carto-proxy doctor --thorough.",
    related: ["request-body-blocked", "origin-no-answer"],
    sources: [SQUID_HEAD_SIZE],
  },
  match(observed) {
    const trouble = troubleOf(observed, "long-header");
    return trouble && { severity: trouble.how === "refused" ? "error" : "warning", group: wayOut(observed) };
  },
  explain(claimed, evidence) {
    const refused = claimed
      .map((observed) => troubleOf(observed, "long-header"))
      .find((trouble) => trouble?.how === "refused");
    return {
      title: `${targets(claimed)}: a long head does not get through`,
      why: sentences(
        `${count(claimed.length, "check")} sent a request with a head of more than 6 kB, though a plain GET gets through by the same way.`,
        refused
          ? "What inspects TLS on the way answered in the target's place."
          : "No answer came. Usually something on the way is to blame; that the target itself ends such a connection is not ruled out.",
        "Usually sign-in and signed addresses of buckets fail so, at times.",
        losses(claimed),
      ),
      evidence: [...(refused ? [`the answer bears the sign ${refused.sign}`] : []), ...sightings(claimed)].slice(0, 8),
      remedies: [letThrough(claimed, evidence, "heads of several kB")],
    };
  },
};
