// The target's chain ends in a CA that is not trusted here.

import { certificateFault, issuerOf } from "../certificate.ts";
import { gotThrough } from "../failed-step.ts";
import type { Remedy } from "../finding.ts";
import { inspectorOf } from "../inspection.ts";
import { count, losses, sentences, targets } from "../phrase.ts";
import { doctor, showChain } from "../remedies/command.ts";
import { exemption } from "../remedies/inspection.ts";
import { takeCa, trustCa, trustServerCa } from "../remedies/trusted-ca.ts";
import type { NetworkRule } from "../rule.ts";
import { hostPort, isDatabase } from "../service.ts";
import { handshakeSight, sightings } from "../sighting.ts";
import { CARTO_PROXY, NODE_EXTRA_CA } from "../sources.ts";
import { productOfProxy } from "../way-answer.ts";

export const tlsUntrusted: NetworkRule = {
  code: "tls-untrusted",
  page: {
    summary: "The target's chain ends in a CA that is not trusted here.",
    severities: ["error", "warning"],
    means:
      "One target alone is concerned, or nothing else speaks for interception (tls-intercepted). By a proxy it can be interception all the same; else the target has a private or self-signed certificate. For a database it is usually a private CA. With verification off the check goes on and this is a warning.",
    recognised:
      "The chain that came is verified against the public CAs and the extra ones that are configured; a database with sslrootcert against that file alone. Nothing is sent after such a handshake.",
    evidence: [
      "the issuer: the name of your organisation or of an inspection product speaks for interception",
      "the same issuer on unrelated targets",
    ],
    remedies: [
      {
        who: "operator",
        do: "Add the CA (PEM) to what CARTO trusts, only if it is known to be your organisation's; for a database name it in the connection (sslrootcert).",
      },
      { who: "proxy-admin", do: "Or exempt the targets from inspection, and hand the CA to the operator." },
      { who: "firewall-admin", do: "The same where a firewall inspects on a direct route." },
      { who: "warehouse-admin", do: "For a warehouse: hand over its CA, or use a certificate of a public one." },
    ],
    verify: "carto-proxy doctor --ca FILE with the CA in it: the phase tls passes.",
    related: ["tls-intercepted", "tls-incomplete-chain", "tls-verification-off", "proxy-tls-untrusted"],
    sources: [NODE_EXTRA_CA, CARTO_PROXY],
  },
  match(observed, evidence) {
    const severity = certificateFault(observed, evidence, "tls", ["certificate-untrusted"]);
    // One cause is one finding, also where it is a warning.
    if (!severity || inspectorOf(observed, evidence)?.trusted === false) return null;
    const { check } = observed;
    const issuer = issuerOf(observed, "tls");
    const group = isDatabase(check) || issuer === null ? hostPort(check) : `${check.route.kind} ${issuer}`;
    return { severity, group };
  },
  explain(claimed, evidence) {
    const first = claimed[0]!;
    const { check } = first;
    const issuer = issuerOf(first, "tls");
    const by = issuer ?? "a CA that was not shown";
    const database = isDatabase(check);
    const proxied = check.route.kind === "proxy";
    const verify = showChain(first, "tls", evidence.settings);
    const trust = database
      ? trustServerCa(`the CA certificate of ${by}`)
      : trustCa(`the CA certificate of ${by}`, evidence.settings);
    const owner: Remedy = database
      ? {
          who: "warehouse-admin",
          do: `Hand the operator the certificate of ${by}, or give the server a certificate of a public CA.`,
          verify,
        }
      : proxied
        ? {
            who: "proxy-admin",
            ...exemption(claimed, productOfProxy(claimed, evidence), "proxy-admin", `the certificate of ${by}`),
            verify,
          }
        : {
            who: "firewall-admin",
            do: `If a firewall inspects TLS: hand the operator the certificate of ${by}, or exempt these targets from inspection.`,
            verify,
          };
    return {
      title: `The certificate for ${targets(claimed)} is issued by ${by}, which is not trusted here`,
      why: sentences(
        database && "The server certificate of the database leads to a CA that is not among the trusted ones.",
        !database &&
          proxied &&
          "Usually this is interception: the proxy, or a firewall behind it, inspects TLS and presents certificates of its own for the targets. The other possibility is a target with a private or self-signed certificate. Trust the CA only if it is known to be your organisation's.",
        !database &&
          !proxied &&
          "Usually the target has a private or self-signed certificate, or a firewall on the way inspects TLS. Trust the CA only if it is known to be your organisation's.",
        gotThrough(first)
          ? `${count(claimed.length, "check")} went on only because TLS verification is off.`
          : `${count(claimed.length, "check")} ended there, before anything was sent.`,
        losses(claimed),
      ),
      evidence: sightings(claimed, handshakeSight("tls")),
      remedies: [
        { who: "operator", ...trust, verify: doctor(first) },
        ...(database ? [] : takeCa(first, "tls", evidence.settings)),
        owner,
      ],
    };
  },
};
