// A GET gets through, and one that asks for the WebSocket protocol does not.

import { count, losses, sentences, targets } from "../phrase.ts";
import { letThrough } from "../remedies/traffic.ts";
import type { NetworkRule } from "../rule.ts";
import { wayOut } from "../service.ts";
import { sightings } from "../sighting.ts";
import { SQUID_UPGRADE, WEBSOCKET } from "../sources.ts";
import { troubleOf } from "../traffic.ts";

export const websocketBlocked: NetworkRule = {
  code: "websocket-blocked",
  claimsAnswers: true,
  page: {
    summary: "A request for the WebSocket protocol does not get through.",
    severities: ["error", "warning"],
    means:
      "Something on the way does not let a connection change its protocol. What is updated live then stays as it was. No service of the shipped whitelist is known to need it: the check is for rows of your own (traffic: [websocket]).",
    recognised:
      "With --thorough: a GET with Upgrade: websocket gets no answer where a plain GET does, or inside an inspected connection one that bears a filter's own sign (then an error). 101 passes, and so does any other answer: 400, 404 or 426 of the target's own say that the request arrived. A proxy that takes the Upgrade header away without a word is not seen so.",
    evidence: ["what was sent until the connection ended, and after how long", "a sign of the product that answered"],
    remedies: [
      {
        who: "proxy-admin",
        do: "Let the Upgrade header through (Squid: http_upgrade_request_protocols), or exempt the targets from inspection.",
      },
      { who: "firewall-admin", do: "The same, where no proxy is in between." },
    ],
    verify: "carto-proxy doctor --thorough.",
    related: ["request-body-blocked", "tls-intercepted-trusted"],
    sources: [SQUID_UPGRADE, WEBSOCKET],
  },
  match(observed) {
    const trouble = troubleOf(observed, "websocket");
    return trouble && { severity: trouble.how === "refused" ? "error" : "warning", group: wayOut(observed) };
  },
  explain(claimed, evidence) {
    const refused = claimed
      .map((observed) => troubleOf(observed, "websocket"))
      .find((trouble) => trouble?.how === "refused");
    return {
      title: `${targets(claimed)}: a request for the WebSocket protocol does not get through`,
      why: sentences(
        `${count(claimed.length, "check")} sent a request for the WebSocket protocol, though a plain GET gets through by the same way.`,
        refused
          ? "What inspects TLS on the way answered in the target's place."
          : "No answer came. Usually something on the way is to blame; that the target itself ends such a connection is not ruled out.",
        "What is updated live over such a connection stays as it was.",
        losses(claimed),
      ),
      evidence: [...(refused ? [`the answer bears the sign ${refused.sign}`] : []), ...sightings(claimed)].slice(0, 8),
      remedies: [letThrough(claimed, evidence, "requests with an Upgrade header")],
    };
  },
};
