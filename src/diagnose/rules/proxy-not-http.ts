// What answers on the proxy's port is no HTTP proxy: another protocol, or a web server that knows no CONNECT.

import { failureIn } from "../failed-step.ts";
import { count, losses, sentences } from "../phrase.ts";
import { failureAtProxy, opensTunnels, proxyOf, refusalOf, speechOf } from "../proxy-record.ts";
import { doctor, request } from "../remedies/command.ts";
import { namedBy } from "../remedies/proxy-variable.ts";
import type { NetworkRule } from "../rule.ts";
import { hostPort, proxyParts } from "../service.ts";
import { sightings, spoken } from "../sighting.ts";
import { HTTP_CONNECT } from "../sources.ts";

export const proxyNotHttp: NetworkRule = {
  code: "proxy-not-http",
  page: {
    summary: "What answers on the proxy's port is no HTTP proxy.",
    severities: ["error"],
    means:
      "Another service listens there: SSH, a mail server, a database, or a web server that knows no CONNECT. Usually the host or the port of the proxy URL is that of something else. A SOCKS proxy does not serve either.",
    recognised:
      "The bytes that come back are not HTTP, or an HTTP server answers CONNECT with 400, 404, 405 or 501 and shows no sign of a proxy, and no tunnel was opened in the whole run.",
    evidence: ["what was heard on the port: a banner, a status and the Server header"],
    remedies: [
      { who: "operator", do: "Correct the host or the port of the proxy URL." },
      { who: "proxy-admin", do: "Tell the operator the host and port of the forward proxy." },
    ],
    verify: "curl -v --proxy URL https://auth.carto.com/: the answer to CONNECT is a 200. Then carto-proxy doctor.",
    related: ["proxy-scheme-mismatch", "proxy-error", "proxy-refused"],
    sources: [HTTP_CONNECT],
  },
  match(observed, evidence) {
    const proxy = proxyOf(observed);
    if (!proxy || opensTunnels(proxy, evidence)) return null;
    const atProxy = failureAtProxy(observed);
    const inTls = failureIn(observed, "proxy-tls");
    const foreign = FOREIGN.includes(speechOf(observed, evidence)?.protocol ?? "");
    const garbled = GARBLED.includes(atProxy ?? inTls ?? "") && foreign;
    const matched = garbled || atProxy === "not-http" || refusalOf(observed)?.kind === "not-a-proxy";
    return matched ? { severity: "error", group: proxy } : null;
  },
  explain(claimed, evidence) {
    const proxy = proxyOf(claimed[0]!)!;
    const parts = proxyParts(proxy);
    const speech = speechOf(claimed[0]!, evidence);
    const foreign = speech && FOREIGN.includes(speech.protocol) ? speech : null;
    const webServer = claimed.some((observed) => refusalOf(observed)?.kind === "not-a-proxy");
    const instead = foreign
      ? spoken(foreign)
      : webServer
        ? "a web server that opens no tunnels"
        : "something that is not HTTP";
    return {
      title: `What answers at ${hostPort(parts)} is no HTTP proxy: ${instead}`,
      why: sentences(
        `${count(claimed.length, "check")} cannot get through ${proxy}. Usually the host or the port of the proxy URL is that of another service.`,
        losses(claimed),
      ),
      evidence: sightings(claimed),
      remedies: [
        {
          who: "operator",
          do: `Correct the host or the port in ${namedBy(proxy, evidence.settings)}: ${hostPort(parts)} is another service.`,
          verify: request(claimed[0]!, evidence.settings),
        },
        {
          who: "proxy-admin",
          do: "Tell the operator the host and port of the forward proxy (HTTP CONNECT; SOCKS does not serve).",
          verify: doctor(claimed[0]!),
        },
      ],
    };
  },
};

const FOREIGN: string[] = ["ssh", "smtp-or-ftp", "postgres", "other"];
const GARBLED: string[] = ["not-tls", "not-http", "tls-version", "tls-error", "closed", "reset", "timed-out"];
