// A small POST gets through, and a body of several MB breaks off.

import type { ObservedCheck } from "../evidence.ts";
import type { Remedy } from "../finding.ts";
import { count, losses, sentences, targets } from "../phrase.ts";
import type { Product } from "../product.ts";
import { letThrough, thorough } from "../remedies/traffic.ts";
import type { NetworkRule } from "../rule.ts";
import { wayOut } from "../service.ts";
import { sightings } from "../sighting.ts";
import { SQUID_BODY_SIZE } from "../sources.ts";
import { companions, troubleOf } from "../traffic.ts";

export const uploadCut: NetworkRule = {
  code: "upload-cut",
  claimsAnswers: true,
  page: {
    summary: "A body of several MB does not get through.",
    severities: ["error", "warning"],
    means:
      "Something on the way limits the size of requests, or the time or bytes of a connection. In CARTO imports and uploads to buckets break off, usually without a word of the reason.",
    recognised:
      "With --thorough: 4 MB of random bytes are sent to a target that refuses them politely, and the connection breaks before an answer, or the answer bears a filter's own sign (then an error). Where the target answers before it has taken the whole body, the check is skipped: the rest is not known. A connection that the target itself closes by TLS is no fault of the way.",
    evidence: ["what was sent until the connection ended, and after how long", "a sign of the product that answered"],
    remedies: [
      {
        who: "proxy-admin",
        do: "Raise the limit on the size of requests (Squid: request_body_max_size), or exempt the targets from inspection.",
      },
      { who: "firewall-admin", do: "The same, where no proxy is in between." },
    ],
    verify: "carto-proxy doctor --thorough.",
    related: ["request-body-blocked", "idle-stream-cut"],
    sources: [SQUID_BODY_SIZE],
  },
  match(observed, evidence) {
    const trouble = troubleOf(observed, "upload");
    // See request-body-blocked.
    if (!trouble || companions(observed, evidence, "post").some((other) => troubleOf(other, "post"))) return null;
    return { severity: trouble.how === "refused" ? "error" : "warning", group: wayOut(observed) };
  },
  explain(claimed, evidence) {
    const refused = claimed
      .map((observed) => troubleOf(observed, "upload"))
      .find((trouble) => trouble?.how === "refused");
    return {
      title: `${targets(claimed)}: an upload of several MB breaks off`,
      why: sentences(
        `${count(claimed.length, "check")} sent a body of 4 MB that did not get through, though a plain GET gets through by the same way.`,
        refused
          ? "What inspects TLS on the way answered in the target's place."
          : "No answer came. Usually something on the way is to blame; that the target itself ends such a connection is not ruled out.",
        "Usually imports and uploads to buckets break off so.",
        losses(claimed),
      ),
      evidence: [...(refused ? [`the answer bears the sign ${refused.sign}`] : []), ...sightings(claimed)].slice(0, 8),
      remedies: [
        ...sizeLimit(refused?.product ?? null, claimed),
        letThrough(claimed, evidence, "bodies of several MB"),
      ],
    };
  },
};

/** Squid's own limit is one line, and goes for everybody. */
function sizeLimit(product: Product | null, claimed: ObservedCheck[]): Remedy[] {
  if (product?.id !== "squid") return [];
  const line = "# in place of the request_body_max_size line in squid.conf (0: no limit); then: squid -k reconfigure";
  return [
    {
      who: "proxy-admin",
      do: "Lift Squid's limit on the size of a request. It goes for every client of this proxy.",
      snippet: { language: "squid", text: `${line}\nrequest_body_max_size 0` },
      verify: thorough(claimed[0]!),
    },
  ];
}
