// The HTTPS proxy's own certificate is signed by a CA that is not trusted here, or an intermediate is missing.

import { certificateFault, issuerOf } from "../certificate.ts";
import { gotThrough } from "../failed-step.ts";
import { count, losses, sentences } from "../phrase.ts";
import { proxyOf } from "../proxy-record.ts";
import { doctor, showChain } from "../remedies/command.ts";
import { takeCa, trustCa } from "../remedies/trusted-ca.ts";
import type { NetworkRule } from "../rule.ts";
import { hostPort, proxyParts } from "../service.ts";
import { handshakeSight, sightings } from "../sighting.ts";
import { CARTO_PROXY, NODE_EXTRA_CA } from "../sources.ts";

export const proxyTlsUntrusted: NetworkRule = {
  code: "proxy-tls-untrusted",
  page: {
    summary: "The HTTPS proxy's own certificate is signed by a CA that is not trusted here.",
    severities: ["error", "warning"],
    means:
      "The connection to the proxy itself is TLS, and its certificate leads to a CA that CARTO does not trust, or comes without the intermediate that leads to a trusted one. This leg is apart from the TLS with the targets. CARTO does not support data imports through an HTTPS proxy with a private CA, even once the CA is trusted.",
    recognised:
      "The chain that the proxy sends is verified against the public CAs and the extra ones that are configured. With verification off the check goes on and this is a warning.",
    evidence: [
      "the issuer of the last certificate that the proxy sends",
      "whether the CA file that is configured was read at all: the header of the report says how many certificates it holds",
    ],
    remedies: [
      { who: "operator", do: "Add the proxy's CA (PEM) to the extra CA file that CARTO reads." },
      {
        who: "proxy-admin",
        do: "Hand that CA to the operator, or give the proxy a certificate of a public CA; send the intermediate if one is missing.",
      },
    ],
    verify: "carto-proxy doctor --ca FILE with the CA in it: the phase proxy-tls passes.",
    related: ["proxy-tls-name-mismatch", "tls-untrusted", "tls-verification-off"],
    sources: [CARTO_PROXY, NODE_EXTRA_CA],
  },
  match(observed, evidence) {
    const codes = ["certificate-untrusted", "certificate-incomplete-chain"] as const;
    const severity = certificateFault(observed, evidence, "proxy-tls", [...codes]);
    return severity && { severity, group: proxyOf(observed) ?? "" };
  },
  explain(claimed, evidence) {
    const proxy = proxyOf(claimed[0]!) ?? "";
    const issuer = issuerOf(claimed[0]!, "proxy-tls");
    const by = issuer ?? "a CA that it did not show";
    const incomplete = certificateFault(claimed[0]!, evidence, "proxy-tls", ["certificate-incomplete-chain"]) !== null;
    const what = incomplete
      ? "does not send the intermediate certificate that leads to a trusted CA"
      : "is not trusted here";
    return {
      title: `The certificate of the proxy ${hostPort(proxyParts(proxy))}, issued by ${by}, ${incomplete ? "comes without its intermediate" : "is not trusted"}`,
      why: sentences(
        `The proxy presents a certificate that leads to ${by} and ${what}.`,
        gotThrough(claimed[0]!)
          ? `${count(claimed.length, "check")} went on only because TLS verification is off.`
          : `${count(claimed.length, "check")} ended there, before anything was sent.`,
        "Data imports through an HTTPS proxy with a private CA are not supported by CARTO, even once the CA is trusted.",
        losses(claimed),
      ),
      evidence: sightings(claimed, handshakeSight("proxy-tls")),
      remedies: [
        ...(incomplete
          ? [
              {
                who: "proxy-admin" as const,
                do: `Configure the proxy to send its whole chain: its own certificate and the intermediate ${by}.`,
                verify: showChain(claimed[0]!, "proxy-tls", evidence.settings),
              },
            ]
          : []),
        { who: "operator", ...trustCa(`the CA certificate of ${by}`, evidence.settings), verify: doctor(claimed[0]!) },
        ...(incomplete
          ? []
          : [
              ...takeCa(claimed[0]!, "proxy-tls", evidence.settings),
              {
                who: "proxy-admin" as const,
                do: `Hand the operator the certificate of ${by}, or give the proxy a certificate of a public CA.`,
                verify: showChain(claimed[0]!, "proxy-tls", evidence.settings),
              },
            ]),
      ],
    };
  },
};
