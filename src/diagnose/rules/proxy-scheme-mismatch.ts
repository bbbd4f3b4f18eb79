// The URL says http:// and the proxy's port speaks TLS, or the other way round.

import { failureIn } from "../failed-step.ts";
import { count, losses, sentences } from "../phrase.ts";
import { answersHttp, failureAtProxy, proxyOf, speaksTlsToUs, speechOf } from "../proxy-record.ts";
import { doctor } from "../remedies/command.ts";
import { namedBy, setProxy, variablesNaming } from "../remedies/proxy-variable.ts";
import type { NetworkRule } from "../rule.ts";
import { proxyParts } from "../service.ts";
import { sightings, spoken } from "../sighting.ts";

export const proxySchemeMismatch: NetworkRule = {
  code: "proxy-scheme-mismatch",
  match(observed, evidence) {
    const proxy = proxyOf(observed);
    if (!proxy) return null;
    const speech = speechOf(observed, evidence)?.protocol;
    const matched =
      proxyParts(proxy).scheme === "http"
        ? speech === "tls" && GARBLED.includes(failureAtProxy(observed) ?? "") && !answersHttp(proxy, evidence)
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
    // CARTO's documentation leaves GRPC_PROXY out for an https:// proxy: the gRPC client does not support one.
    const kept = variables.filter((variable) => right === "http" || variable.toUpperCase() !== "GRPC_PROXY");
    const dropped =
      kept.length < variables.length
        ? " Remove GRPC_PROXY and grpc_proxy: its client supports http:// proxies alone."
        : "";
    const change = setProxy(url, [...kept], evidence.settings);
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

const GARBLED: string[] = ["not-tls", "not-http", "tls-version", "tls-error", "closed", "reset", "timed-out"];
