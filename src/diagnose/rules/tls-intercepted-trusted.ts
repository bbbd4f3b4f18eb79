// The proxy or a firewall inspects TLS with a CA that is trusted here: all is green, and parts of CARTO still break.

import type { Evidence, ObservedCheck } from "../evidence.ts";
import { gotThrough, stepOf } from "../failed-step.ts";
import { inspectorOf } from "../inspection.ts";
import { count, sentences, targets } from "../phrase.ts";
import { doctor, showChain } from "../remedies/command.ts";
import { exemption } from "../remedies/inspection.ts";
import type { NetworkRule } from "../rule.ts";
import { hostPort } from "../service.ts";
import { CARTO_PROXY, NODE_EXTRA_CA } from "../sources.ts";
import { productOfProxy } from "../way-answer.ts";
import { exempting, inspectedBy, inspectionEvidence } from "./tls-intercepted.ts";

export const tlsInterceptedTrusted: NetworkRule = {
  code: "tls-intercepted-trusted",
  page: {
    summary: "TLS is inspected with a CA that is trusted here: what reads other CA files still breaks.",
    severities: ["warning"],
    means:
      "Something on the way opens the encrypted connections and shows certificates of its own. The extra CA file makes CARTO's Node.js services accept them, so that the checks pass. What does not read that file does not accept them.",
    recognised:
      "The chain hangs on a CA of the extra CA file that is no public root, and that CA signed for targets of at least two owners in one run, or it bears the name of a known inspection product.",
    evidence: [
      "The issuer, which is your organisation's or a product's",
      "Imports that fail while everything else works",
    ],
    remedies: [
      { who: "proxy-admin", do: "Exempt the CARTO hosts from TLS inspection." },
      { who: "firewall-admin", do: "The same, where a firewall inspects direct routes." },
      {
        who: "operator",
        do: "Where that cannot be: see that SSL_CERT_FILE of the Python service names a file with the public CAs and this one, and test an import.",
      },
    ],
    verify: "carto-proxy doctor",
    related: ["tls-intercepted", "http2-not-offered"],
    sources: [CARTO_PROXY, NODE_EXTRA_CA],
  },
  match(observed, evidence) {
    if (!gotThrough(observed) || !stepOf(observed, "tls")?.facts.verified) return null;
    const inspector = inspectorOf(observed, evidence);
    return inspector?.trusted ? { severity: "warning", group: inspector.issuer } : null;
  },
  explain(claimed, evidence) {
    const first = claimed[0]!;
    const inspector = inspectorOf(first, evidence)!;
    const named = inspector.product;
    const product = named?.product ?? productOfProxy(claimed, evidence);
    return {
      title: `TLS to ${targets(claimed)} is inspected${named ? ` by ${named.product.name}` : ""} with ${inspector.issuer}, which is trusted here: parts of CARTO still break`,
      why: sentences(
        `${inspectedBy(claimed)} shows certificates of its own for ${count(claimed.length, "check")}. They pass since ${trustedBy(evidence)} holds its CA, which CARTO's Node.js services and their gRPC client read.`,
        "What reads another CA file does not: data imports use libcurl (GDAL) with a bundle of its own, and CARTO does not support imports through an HTTPS proxy with a private CA.",
        "The Python service (AI proxy) reads SSL_CERT_FILE, which replaces the public CAs instead of adding to them: a file with this CA alone usually breaks what is not inspected.",
        "gRPC needs HTTP/2, which inspection often does not offer.",
      ),
      evidence: [...inspectionEvidence(inspector), ...claimed.slice(0, 4).map(chainLine)],
      remedies: [
        ...exempting(claimed).map((who) => ({
          who,
          ...exemption(claimed, product, who),
          verify: showChain(first, "tls", evidence.settings),
        })),
        {
          who: "operator",
          do: "Where no exemption can be had: let SSL_CERT_FILE of the Python service name a file with the public CAs and this one, and test an import of a file by URL.",
          verify: doctor(first),
        },
      ],
    };
  },
};

function trustedBy({ settings }: Evidence): string {
  return settings.extraCa?.file ?? "the extra CA file";
}

function chainLine(observed: ObservedCheck): string {
  const issuer = stepOf(observed, "tls")?.facts.chain[0]?.issuer ?? "an unnamed CA";
  return `${observed.check.id}: ${hostPort(observed.check)} shows a certificate issued by ${issuer.replace(/\s*\n\s*/g, ", ")}`;
}
