// The URL says http:// and the proxy's port speaks TLS, or the other way round.

import type { Evidence, ObservedCheck } from "../evidence.ts";
import { failureIn } from "../failed-step.ts";
import { count, losses, sentences } from "../phrase.ts";
import {
  answersHttp,
  failureAtProxy,
  opensTunnels,
  proxyOf,
  refusalOf,
  speaksTlsToUs,
  speechOf,
} from "../proxy-record.ts";
import { doctor } from "../remedies/command.ts";
import { namedBy, setProxy, variablesNaming } from "../remedies/proxy-variable.ts";
import type { NetworkRule } from "../rule.ts";
import { proxyParts } from "../service.ts";
import { sightings, spoken } from "../sighting.ts";
import { CARTO_PROXY } from "../sources.ts";

export const proxySchemeMismatch: NetworkRule = {
  code: "proxy-scheme-mismatch",
  page: {
    summary: "The proxy URL says http:// and the port speaks TLS, or the other way round.",
    severities: ["error"],
    means:
      "The scheme of a proxy URL says how to speak to the proxy itself, not to the targets. Both ends then wait for, or reject, what the other says; some client libraries try again without end.",
    recognised:
      "Not by the failure alone: one more connection for each proxy and run asks what the port speaks. TLS on an http:// URL, or plain HTTP on an https:// URL, while nothing in the run shows that the other works. Some servers that want TLS say 400 in plain HTTP: they are asked too.",
    evidence: ["the line that says what the port speaks", "the whole corrected URL, in the finding's title"],
    remedies: [
      {
        who: "operator",
        do: "Correct the scheme in every proxy variable. For an https:// proxy leave GRPC_PROXY out: the gRPC client does not support one. If a private CA signed the proxy's certificate, trust it too.",
      },
    ],
    verify: "curl -v --proxy URL https://auth.carto.com/ with the corrected URL; then carto-proxy doctor.",
    related: ["proxy-not-http", "proxy-tls-failed", "proxy-tls-untrusted"],
    sources: [CARTO_PROXY],
  },
  match(observed, evidence) {
    const proxy = proxyOf(observed);
    if (!proxy) return null;
    const speech = speechOf(observed, evidence)?.protocol;
    const matched =
      proxyParts(proxy).scheme === "http"
        ? speech === "tls" && (wantsTls(observed, proxy, evidence) || isGarbled(observed, proxy, evidence))
        : speech === "http" &&
          GARBLED.includes(failureIn(observed, "proxy-tls") ?? "") &&
          !speaksTlsToUs(proxy, evidence);
    return matched ? { severity: "error", group: proxy } : null;
  },
  explain(claimed, evidence) {
    const proxy = proxyOf(claimed[0]!)!;
    const { scheme } = proxyParts(proxy);
    const right = scheme === "http" ? "https" : "http";
    const url = proxy.replace(/^https?:/, `${right}:`);
    const speech = speechOf(claimed[0]!, evidence);
    const lines = sightings(claimed);
    const named = variablesNaming(proxy, evidence.settings).map(({ variable }) => variable);
    const variables = named.length ? named : (["HTTP_PROXY", "HTTPS_PROXY"] as const);
    // CARTO's documentation asks for GRPC_PROXY with an http:// proxy and leaves it out for an https:// one, which its client does not support.
    const others = variables.filter((variable) => variable.toUpperCase() !== "GRPC_PROXY");
    const kept = right === "http" ? [...others, "GRPC_PROXY" as const] : others;
    const dropped =
      right === "https" && others.length < variables.length
        ? " Remove GRPC_PROXY and grpc_proxy: its client supports http:// proxies alone."
        : "";
    const change = setProxy(url, kept, evidence.settings);
    const trust =
      right === "https" ? " If a private CA signed the proxy's certificate, CARTO has to trust that CA as well." : "";
    return {
      title: `The proxy URL says ${scheme}://, but the port speaks ${right === "https" ? "TLS" : "plain HTTP"}: it should be ${url}`,
      why: sentences(
        `${count(claimed.length, "check")} cannot get through ${proxy}: both ends wait for, or reject, what the other says. The scheme of a proxy URL tells how to speak to the proxy itself, not to the targets behind it.`,
        losses(claimed),
      ),
      evidence: (speech && !lines.some((line) => line.includes(spoken(speech)))
        ? [`on that port: ${spoken(speech)}`, ...lines]
        : lines
      ).slice(0, 8),
      remedies: [
        {
          who: "operator",
          ...change,
          do: `Correct the scheme in ${namedBy(proxy, evidence.settings)}.${dropped}${trust} ${change.do}`,
          verify: doctor(claimed[0]!),
        },
      ],
    };
  },
};

function isGarbled(observed: ObservedCheck, proxy: string, evidence: Evidence): boolean {
  return GARBLED.includes(failureAtProxy(observed) ?? "") && !answersHttp(proxy, evidence);
}

/** It said in plain HTTP that it knows no such request, and answers TLS on the same port. */
function wantsTls(observed: ObservedCheck, proxy: string, evidence: Evidence): boolean {
  return refusalOf(observed)?.kind === "not-a-proxy" && !opensTunnels(proxy, evidence);
}

const GARBLED: string[] = ["not-tls", "not-http", "tls-version", "tls-error", "closed", "reset", "timed-out"];
