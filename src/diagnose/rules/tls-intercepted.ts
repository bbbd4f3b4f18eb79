// The proxy or a firewall inspects TLS, with a CA that is not trusted here.

import { certificateFault } from "../certificate.ts";
import type { ObservedCheck } from "../evidence.ts";
import { gotThrough } from "../failed-step.ts";
import type { Actor } from "../finding.ts";
import { type Inspector, inspectorOf } from "../inspection.ts";
import { count, listed, losses, sentences, targets } from "../phrase.ts";
import { proxyOf } from "../proxy-record.ts";
import { doctor, showChain } from "../remedies/command.ts";
import { exemption } from "../remedies/inspection.ts";
import { takeCa, trustCa } from "../remedies/trusted-ca.ts";
import type { NetworkRule } from "../rule.ts";
import { handshakeSight, MOST_LINES, sightings } from "../sighting.ts";
import { NODE_EXTRA_CA } from "../sources.ts";
import { productOfProxy } from "../way-answer.ts";

export const tlsIntercepted: NetworkRule = {
  code: "tls-intercepted",
  page: {
    summary: "The proxy or a firewall inspects TLS with a CA that is not trusted here.",
    severities: ["error", "warning"],
    means:
      "Something on the way opens the encrypted connections and shows certificates of its own in place of the targets'. CARTO does not trust the CA that signs them, so it hangs up before it sends anything. With verification turned off it goes on, and the finding is a warning.",
    recognised:
      "The chain ends in a CA that is neither public nor in the extra CA file, and that CA signed for targets of at least two owners in one run, or it bears the name of a known inspection product. Owners are told apart by the last two labels of the host name. Databases and hosts named in NO_PROXY are not counted.",
    evidence: [
      "The issuer, which is your organisation's or a product's and not a public CA",
      "The same issuer for hosts that have nothing to do with each other",
    ],
    remedies: [
      {
        who: "proxy-admin",
        do: "Exempt the CARTO hosts from TLS inspection: the only change after which every part of CARTO works.",
      },
      { who: "firewall-admin", do: "The same, where a firewall inspects direct routes." },
      {
        who: "operator",
        do: "Or add the CA that inspects to what CARTO trusts, and read tls-intercepted-trusted about what that leaves broken.",
      },
    ],
    verify: "openssl s_client -connect HOST:443 -servername HOST -proxy PROXY:PORT -showcerts </dev/null",
    related: ["tls-untrusted", "tls-intercepted-trusted", "proxy-tls-untrusted", "tls-verification-off"],
    sources: [NODE_EXTRA_CA],
  },
  match(observed, evidence) {
    const severity = certificateFault(observed, evidence, "tls", ["certificate-untrusted"]);
    const inspector = severity && inspectorOf(observed, evidence);
    return severity && inspector && !inspector.trusted ? { severity, group: inspector.issuer } : null;
  },
  explain(claimed, evidence) {
    const first = claimed[0]!;
    const inspector = inspectorOf(first, evidence)!;
    const named = inspector.product;
    const product = inspector.product?.product ?? productOfProxy(claimed, evidence);
    const verify = showChain(first, "tls", evidence.settings);
    const lines = inspectionEvidence(inspector);
    return {
      title: `TLS to ${targets(claimed)} is inspected${named ? ` by ${named.product.name}` : ""}: the certificates are issued by ${inspector.issuer}, which is not trusted here`,
      why: sentences(
        `${inspectedBy(claimed)} opens the encrypted connections and shows certificates of its own in place of the targets'.`,
        gotThrough(first)
          ? `${count(claimed.length, "check")} went on only because TLS verification is off.`
          : `${count(claimed.length, "check")} ended there, before anything was sent.`,
        "Trust this CA only if it is known to be your organisation's. Even then some parts of CARTO do not work with it (see tls-intercepted-trusted), so that an exemption is the better change.",
        losses(claimed),
      ),
      evidence: [...lines, ...sightings(claimed, handshakeSight("tls"), MOST_LINES - lines.length)],
      remedies: [
        {
          who: "operator",
          ...trustCa(`the CA certificate of ${inspector.issuer}`, evidence.settings),
          verify: doctor(...claimed),
        },
        ...takeCa(first, "tls", evidence.settings),
        ...exempting(claimed).map((who) => ({ who, ...exemption(claimed, product, who), verify })),
      ],
    };
  },
};

/** Who can exempt: whoever runs what the checks go through. */
export function exempting(claimed: ObservedCheck[]): Actor[] {
  const proxied = claimed.some((observed) => proxyOf(observed));
  const direct = claimed.some((observed) => !proxyOf(observed));
  return [...(proxied ? (["proxy-admin"] as const) : []), ...(direct ? (["firewall-admin"] as const) : [])];
}

export function inspectedBy(claimed: ObservedCheck[]): string {
  const proxies = claimed.flatMap((observed) => proxyOf(observed) ?? []);
  if (proxies.length === 0) return "A firewall on the way out";
  const proxy = `The proxy ${listed(proxies)}, or a firewall behind it,`;
  return proxies.length === claimed.length ? proxy : `${proxy} and for direct routes a firewall on the way out`;
}

/** Why it is inspection and not a private certificate. */
export function inspectionEvidence({ hosts, issuer, product }: Inspector): string[] {
  const shared =
    hosts.length > 1 ? [`${issuer} signed for ${count(hosts.length, "host")} of this run: ${listed(hosts, 4)}`] : [];
  return product ? [...shared, `the name of ${product.product.name}: ${product.sign}`] : shared;
}
