// The target is gRPC and TLS agreed on no HTTP/2.

import { failureIn } from "../failed-step.ts";
import { count, losses, sentences, targets } from "../phrase.ts";
import { doctor, showChain } from "../remedies/command.ts";
import { exemption } from "../remedies/inspection.ts";
import type { NetworkRule } from "../rule.ts";
import { wayOut } from "../service.ts";
import { sightings } from "../sighting.ts";
import { HTTP2_ALPN } from "../sources.ts";
import { productOfProxy } from "../way-answer.ts";

export const http2NotOffered: NetworkRule = {
  code: "http2-not-offered",
  page: {
    summary: "TLS agrees on no HTTP/2, which gRPC needs.",
    severities: ["error"],
    means:
      "The gRPC of Pub/Sub speaks HTTP/2 alone. TLS itself works, and the other end does not agree to it: usually something that inspects TLS on the way speaks HTTP/1.1 alone.",
    recognised: "On a gRPC check the handshake succeeds and ALPN does not choose h2.",
    evidence: ["the issuer of the certificate: one of your organisation's says that TLS is inspected"],
    remedies: [
      { who: "proxy-admin", do: "Exempt the targets from TLS inspection, or enable HTTP/2 in it." },
      { who: "firewall-admin", do: "The same on a direct route." },
      { who: "operator", do: "Or let Pub/Sub use its REST interface, which needs no HTTP/2." },
    ],
    verify:
      "openssl s_client -alpn h2 -connect TARGET:443 -servername TARGET says ALPN protocol: h2; then carto-proxy doctor.",
    related: ["tls-intercepted", "tls-untrusted", "tls-protocol"],
    sources: [HTTP2_ALPN],
  },
  match(observed) {
    // To anybody else the same failure says that the other end wants HTTP/2: see tls-protocol.
    if (observed.check.protocol !== "grpc" || failureIn(observed, "tls") !== "http2-not-offered") return null;
    return { severity: "error", group: wayOut(observed) };
  },
  explain(claimed, evidence) {
    const { settings } = evidence;
    const first = claimed[0]!;
    const proxied = first.check.route.kind === "proxy";
    const who = proxied ? "proxy-admin" : "firewall-admin";
    const change = exemption(claimed, productOfProxy(claimed, evidence), who);
    return {
      title: `${targets(claimed)}: HTTP/2 is not offered, and gRPC needs it`,
      why: sentences(
        `TLS works for ${count(claimed.length, "check")}, but the other end does not agree to HTTP/2 (ALPN "h2"). Usually something that inspects TLS on the way speaks HTTP/1.1 alone.`,
        losses(claimed),
      ),
      evidence: sightings(claimed),
      remedies: [
        {
          who,
          ...change,
          do: `Enable HTTP/2 in what inspects TLS on the way, if it can. Else: ${change.do}`,
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
