// The target is gRPC and TLS agreed on no HTTP/2.

import { failureIn } from "../failed-step.ts";
import { count, losses, sentences, targets } from "../phrase.ts";
import { doctor, showChain } from "../remedies/command.ts";
import type { NetworkRule } from "../rule.ts";
import { wayOut } from "../service.ts";
import { sightings } from "../sighting.ts";

export const http2NotOffered: NetworkRule = {
  code: "http2-not-offered",
  match(observed) {
    return failureIn(observed, "tls") === "http2-not-offered" ? { severity: "error", group: wayOut(observed) } : null;
  },
  explain(claimed, { settings }) {
    const first = claimed[0]!;
    const proxied = first.check.route.kind === "proxy";
    return {
      title: `${targets(claimed)}: HTTP/2 is not offered, and gRPC needs it`,
      why: sentences(
        `TLS works for ${count(claimed.length, "check")}, but the other end does not agree to HTTP/2 (ALPN "h2"). Usually something that inspects TLS on the way speaks HTTP/1.1 alone.`,
        losses(claimed),
      ),
      evidence: sightings(claimed),
      remedies: [
        {
          who: proxied ? "proxy-admin" : "firewall-admin",
          do: `Exempt ${targets(claimed, 5)} from TLS inspection, or enable HTTP/2 in it.`,
          verify: showChain(first, "tls", settings),
        },
        {
          who: "operator",
          do: "Or let Pub/Sub use its REST interface, which needs no HTTP/2 (PUBSUB_USE_REST_API=true; in Helm cartoConfigValues.usePubSubRestApi).",
          verify: doctor(first),
        },
      ],
    };
  },
};
