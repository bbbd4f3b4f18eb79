// TLS was spoken of different versions, or not at all.

import type { FailureCode } from "../../probe/observation.ts";
import { failureIn, stepOf } from "../failed-step.ts";
import { count, losses, sentences, targets } from "../phrase.ts";
import { isPostgresSilent } from "../postgres-opening.ts";
import { doctor, showChain } from "../remedies/command.ts";
import type { NetworkRule } from "../rule.ts";
import { wayOut } from "../service.ts";
import { sightings, spoken } from "../sighting.ts";

const CODES: FailureCode[] = ["not-tls", "tls-version", "tls-error", "http2-not-offered"];

export const tlsProtocol: NetworkRule = {
  code: "tls-protocol",
  page: {
    summary: "No common TLS version, cipher or application protocol with the target, or an answer that is not TLS.",
    severities: ["error"],
    means:
      "Something answers that does not complete a TLS handshake: a filter in the target's place, a port that is not TLS, or an old server or inspecting device that knows only TLS 1.0 or 1.1. Node.js needs 1.2 or later.",
    recognised:
      "The answer to the ClientHello is no TLS, or an alert about the version, the ciphers or the application protocol (a server that speaks HTTP/2 alone: Node.js's own clients need HTTP/1.1).",
    evidence: ["what was heard instead of TLS, e.g. an HTTP status"],
    remedies: [
      { who: "proxy-admin", do: "Find out what answers behind the proxy, and let TLS 1.2 and 1.3 pass unchanged." },
      { who: "firewall-admin", do: "The same on a direct route." },
      { who: "warehouse-admin", do: "For a warehouse: enable TLS 1.2 or 1.3." },
      { who: "operator", do: "For a warehouse: check the port and the TLS mode of the connection." },
    ],
    verify: "openssl s_client -connect TARGET:443 -servername TARGET; then carto-proxy doctor.",
    related: ["tls-reset", "postgres-tls-refused"],
  },
  match(observed) {
    const code = failureIn(observed, "tls");
    const ofGrpc = observed.check.protocol === "grpc" && code === "http2-not-offered";
    if (!code || ofGrpc || !CODES.includes(code) || isPostgresSilent(observed)) return null;
    return { severity: "error", group: `${wayOut(observed)} ${code}` };
  },
  explain(claimed, { settings }) {
    const first = claimed[0]!;
    const { check } = first;
    const code = failureIn(first, "tls") ?? "";
    const speech = stepOf(first, "tls")?.facts.speaks;
    const heard = speech && speech.protocol !== "nothing" ? spoken(speech) : null;
    const words: Record<string, string> = {
      "not-tls": `answers with ${heard ?? "something"}${heard ? " instead of TLS" : " that is not TLS"}`,
      "tls-version": "shares no TLS version or cipher with CARTO's clients",
      "http2-not-offered": "does not agree to HTTP/1.1, which most of CARTO's clients need",
    };
    const proxied = check.route.kind === "proxy";
    const who = check.warehouse ? "warehouse-admin" : proxied ? "proxy-admin" : "firewall-admin";
    return {
      title: `${targets(claimed)}: what answers ${words[code] ?? "fails the TLS handshake"}`,
      why: sentences(
        `${count(claimed.length, "check")} reached something that does not complete a TLS handshake.`,
        code === "not-tls" && "Usually a filter answers in the target's place, or the port is not a TLS port.",
        code === "http2-not-offered" &&
          "It speaks HTTP/2 alone (ALPN). curl and recent versions of undici take that; Node.js's own http client, which other libraries use, does not.",
        code === "tls-version" &&
          "Usually an old server or an old inspecting device that knows only TLS 1.0 or 1.1; Node.js needs 1.2 or later.",
        losses(claimed),
      ),
      evidence: sightings(claimed),
      remedies: [
        {
          who,
          do: check.warehouse
            ? "Configure the server for TLS 1.2 or 1.3 on this port; or correct the port or the TLS mode of the connection."
            : `Find out what answers for ${targets(claimed, 5)} ${proxied ? "behind the proxy" : "on the way"}, and let TLS 1.2 or 1.3 pass unchanged.`,
          verify: showChain(first, "tls", settings),
        },
        ...(check.warehouse
          ? [
              {
                who: "operator" as const,
                do: "Check the port and the TLS mode (sslmode, rediss://, tcps://) of the connection.",
                verify: doctor(first),
              },
            ]
          : []),
      ],
    };
  },
};
