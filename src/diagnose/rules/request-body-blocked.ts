// A GET gets through, and a POST with a JSON body does not.

import { count, losses, sentences, targets } from "../phrase.ts";
import { letThrough } from "../remedies/traffic.ts";
import type { NetworkRule } from "../rule.ts";
import { wayOut } from "../service.ts";
import { sightings } from "../sighting.ts";
import { HTTP_POST } from "../sources.ts";
import { companions, troubleOf } from "../traffic.ts";

export const requestBodyBlocked: NetworkRule = {
  code: "request-body-blocked",
  claimsAnswers: true,
  page: {
    summary: "A GET gets through, and a POST with a body does not.",
    severities: ["error", "warning"],
    means:
      "Something on the way lets requests for pages through and stops those that carry a body: usually data loss prevention, or a rule that allows GET alone. In CARTO queries, imports and reports are POSTs.",
    recognised:
      "With --thorough: a POST of 1 kB to a target whose plain GET got through gets no answer, or inside an inspected connection one that bears a filter's own sign (then an error). Any other answer counts as arrived, whatever its status: what the real services say to it without a login is mostly not verified. A connection that the target itself closes by TLS is no fault of the way.",
    evidence: ["what was sent until the connection ended, and after how long", "a sign of the product that answered"],
    remedies: [
      {
        who: "proxy-admin",
        do: "Let requests of every method through to the targets, or exempt them from inspection.",
      },
      { who: "firewall-admin", do: "The same, where no proxy is in between." },
    ],
    verify: "carto-proxy doctor --thorough.",
    related: ["upload-cut", "block-page", "tls-intercepted-trusted"],
    sources: [HTTP_POST],
  },
  match(observed, evidence) {
    // A body that does not get through by its being one is no second fault in an upload.
    const bodies = observed.check.traffic?.kind === "upload" ? companions(observed, evidence, "post") : [observed];
    const trouble = troubleOf(observed, "post", "upload");
    if (!trouble || !bodies.some((other) => troubleOf(other, "post"))) return null;
    return { severity: trouble.how === "refused" ? "error" : "warning", group: wayOut(observed) };
  },
  explain(claimed, evidence) {
    const refused = claimed
      .map((observed) => troubleOf(observed, "post", "upload"))
      .find((trouble) => trouble?.how === "refused");
    return {
      title: `${targets(claimed)}: a request with a body does not get through`,
      why: sentences(
        `${count(claimed.length, "check")} sent a request with a body, though a plain GET gets through by the same way.`,
        refused
          ? "What inspects TLS on the way answered in the target's place."
          : "No answer came. Usually something on the way is to blame; that the target itself ends such a connection is not ruled out.",
        "CARTO sends its queries, its imports and its reports so.",
        losses(claimed),
      ),
      evidence: [...(refused ? [`the answer bears the sign ${refused.sign}`] : []), ...sightings(claimed)].slice(0, 8),
      remedies: [letThrough(claimed, evidence, "requests with a body")],
    };
  },
};
