// Any other TLS failure between this machine and an HTTPS proxy.

import { brokenByClock } from "../clock.ts";
import { failureIn } from "../failed-step.ts";
import { count, losses, sentences } from "../phrase.ts";
import { proxyOf } from "../proxy-record.ts";
import { doctor, showChain } from "../remedies/command.ts";
import { namedBy } from "../remedies/proxy-variable.ts";
import type { NetworkRule } from "../rule.ts";
import { hostPort, proxyParts } from "../service.ts";
import { sightings } from "../sighting.ts";

export const proxyTlsFailed: NetworkRule = {
  code: "proxy-tls-failed",
  page: {
    summary: "Any other TLS failure between this machine and an HTTPS proxy.",
    severities: ["error"],
    means:
      "The handshake with the proxy itself does not complete, before any target is named. Usually the port is not the one on which the proxy speaks TLS, the two sides share no TLS version, or something between cuts the handshake off.",
    recognised:
      "The phase proxy-tls fails in a way that is neither trust, name nor dates, and the port was not found to speak plain HTTP.",
    evidence: ["reset or closed at the ClientHello, no answer to it, or an alert about the version"],
    remedies: [
      {
        who: "proxy-admin",
        do: "See that the proxy accepts TLS 1.2 or 1.3 from the CARTO hosts on that port, and what its log says.",
      },
      { who: "operator", do: "Check the port of the proxy URL." },
    ],
    verify: "openssl s_client -connect PROXY:PORT; then carto-proxy doctor.",
    related: ["proxy-scheme-mismatch", "proxy-tls-untrusted"],
  },
  match(observed, evidence) {
    const proxy = proxyOf(observed);
    if (brokenByClock(observed, evidence)) return null;
    return proxy && failureIn(observed, "proxy-tls") ? { severity: "error", group: proxy } : null;
  },
  explain(claimed, { settings }) {
    const proxy = proxyOf(claimed[0]!)!;
    const code = failureIn(claimed[0]!, "proxy-tls") ?? "";
    return {
      title: `No TLS with the proxy ${hostPort(proxyParts(proxy))}: ${WORDS[code] ?? "the handshake fails"}`,
      why: sentences(
        `${count(claimed.length, "check")} cannot get through ${proxy}: the TLS handshake with the proxy itself fails, before any target is named.`,
        "Usually the port is not the proxy's TLS port, the two sides share no TLS version, or something between cuts the handshake off.",
        losses(claimed),
      ),
      evidence: sightings(claimed),
      remedies: [
        {
          who: "proxy-admin",
          do: "Check that the proxy accepts TLS 1.2 or 1.3 from this machine on that port, and what its log says of the handshake.",
          verify: showChain(claimed[0]!, "proxy-tls", settings),
        },
        {
          who: "operator",
          do: `Check the port in ${namedBy(proxy, settings)}: it has to be the one on which the proxy speaks TLS.`,
          verify: doctor(claimed[0]!),
        },
      ],
    };
  },
};

const WORDS: Record<string, string> = {
  "timed-out": "no answer to the ClientHello",
  reset: "reset at the ClientHello",
  closed: "closed at the ClientHello",
  "not-tls": "what answers is not TLS",
  "tls-version": "no common TLS version or cipher",
};
