// The HTTPS proxy's certificate is expired or not yet valid, or the clock of this machine is wrong.

import { certificateFault, datedCertificate, oneLine } from "../certificate.ts";
import { brokenByClock } from "../clock.ts";
import { gotThrough } from "../failed-step.ts";
import { count, losses, sentences } from "../phrase.ts";
import { proxyOf } from "../proxy-record.ts";
import { showChain } from "../remedies/command.ts";
import type { NetworkRule } from "../rule.ts";
import { hostPort, proxyParts } from "../service.ts";
import { handshakeSight, sightings } from "../sighting.ts";

export const proxyTlsExpired: NetworkRule = {
  code: "proxy-tls-expired",
  page: {
    summary: "The HTTPS proxy's certificate is expired or not yet valid, or this clock is wrong.",
    severities: ["error", "warning"],
    means:
      "A certificate in the proxy's chain is outside its dates by the clock of this machine. With verification off the check goes on and this is a warning.",
    recognised: "The handshake with the proxy fails on the dates of its leaf or of a CA in its chain.",
    evidence: [
      "the date in the finding's title, against the time of the run",
      "the Date header of any answer in the run, if the clock is in doubt",
    ],
    remedies: [
      { who: "proxy-admin", do: "Renew the certificate of the proxy." },
      { who: "operator", do: "Compare the clock of this machine with a right one, and set it if it differs." },
    ],
    verify: "date -u, and openssl s_client -connect PROXY:PORT -showcerts; then carto-proxy doctor.",
    related: ["clock-skew", "proxy-tls-untrusted", "tls-expired"],
  },
  match(observed, evidence) {
    if (brokenByClock(observed, evidence)) return null;
    const codes = ["certificate-expired", "certificate-not-yet-valid"] as const;
    const severity = certificateFault(observed, evidence, "proxy-tls", [...codes]);
    return severity && { severity, group: proxyOf(observed) ?? "" };
  },
  explain(claimed, evidence) {
    const proxy = hostPort(proxyParts(proxyOf(claimed[0]!) ?? ""));
    const early = certificateFault(claimed[0]!, evidence, "proxy-tls", ["certificate-not-yet-valid"]) !== null;
    const dated = datedCertificate(claimed[0]!, "proxy-tls");
    const when = dated ? ` (${early ? `valid from ${dated.validFrom}` : `valid until ${dated.validTo}`})` : "";
    return {
      title: `The certificate of the proxy ${proxy} ${early ? "is not valid yet" : "has expired"}${when}, or this machine's clock is wrong`,
      why: sentences(
        dated && `The certificate concerned is that of ${oneLine(dated.subject)}.`,
        gotThrough(claimed[0]!)
          ? `${count(claimed.length, "check")} went on only because TLS verification is off.`
          : `${count(claimed.length, "check")} ended there, before anything was sent.`,
        losses(claimed),
      ),
      evidence: sightings(claimed, handshakeSight("proxy-tls")),
      remedies: [
        {
          who: "proxy-admin",
          do: early
            ? `Check the dates of the proxy's certificate; it should be valid already.`
            : `Renew the certificate of the proxy ${proxy}.`,
          verify: showChain(claimed[0]!, "proxy-tls", evidence.settings),
        },
        {
          who: "operator",
          do: "Compare the clock of this machine with a right one, and set it if it differs.",
          verify: "date -u",
        },
      ],
    };
  },
};
