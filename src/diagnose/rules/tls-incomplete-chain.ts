// The target sends its certificate without the intermediate that leads to a trusted CA.

import { certificateFault, issuerOf, tlsFacts } from "../certificate.ts";
import { gotThrough } from "../failed-step.ts";
import { count, losses, sentences, targets } from "../phrase.ts";
import { proxyOf } from "../proxy-record.ts";
import { doctor, showChain } from "../remedies/command.ts";
import { trustCa, trustServerCa } from "../remedies/trusted-ca.ts";
import type { NetworkRule } from "../rule.ts";
import { hostPort, isDatabase } from "../service.ts";
import { handshakeSight, sightings } from "../sighting.ts";
import { TLS_CHAIN } from "../sources.ts";

export const tlsIncompleteChain: NetworkRule = {
  code: "tls-incomplete-chain",
  page: {
    summary: "The target sends its certificate without the intermediate that leads to a trusted CA.",
    severities: ["error", "warning"],
    means:
      "Browsers often fetch the missing piece by themselves, so the same address can work there; CARTO's clients do not. By a proxy it is either the target's server, or an inspecting proxy that sends its own chain incompletely. With verification off the check goes on and this is a warning.",
    recognised:
      "The last certificate sent is not signed by a trusted CA, and is not itself a root: its issuer was not sent.",
    evidence: [
      "the issuer that is missing, and where the certificate says it can be had",
      "whether one target has it or all targets behind one proxy",
    ],
    remedies: [
      { who: "warehouse-admin", do: "For a warehouse: send the whole chain." },
      { who: "proxy-admin", do: "If the proxy inspects TLS: send the whole chain." },
      { who: "carto-support", do: "For a public target that is reached direct: tell whoever runs it." },
      { who: "operator", do: "Meanwhile trust the intermediate." },
    ],
    verify:
      "openssl s_client -connect TARGET:443 -servername TARGET -showcerts shows the intermediate; then carto-proxy doctor.",
    related: ["tls-untrusted", "proxy-tls-untrusted"],
    sources: [TLS_CHAIN],
  },
  match(observed, evidence) {
    const severity = certificateFault(observed, evidence, "tls", ["certificate-incomplete-chain"]);
    if (!severity) return null;
    // An inspecting proxy omits its intermediate for every target; a server on a direct route only its own.
    const proxy = proxyOf(observed);
    const issuer = issuerOf(observed, "tls");
    return { severity, group: proxy && issuer ? `${proxy} ${issuer}` : hostPort(observed.check) };
  },
  explain(claimed, evidence) {
    const first = claimed[0]!;
    const { check } = first;
    const issuer = issuerOf(first, "tls") ?? "its issuer";
    const url = tlsFacts(first, "tls")?.chain.at(-1)?.issuerUrl;
    const where = url ? ` (usually to be had from ${url})` : "";
    const proxied = check.route.kind === "proxy";
    const mend = `Send the whole chain: the server's certificate and the intermediate ${issuer}.`;
    return {
      title: `${targets(claimed)} ${claimed.length > 1 ? "come" : "comes"} without the intermediate certificate ${issuer}`,
      why: sentences(
        `The chain that was sent ends before a trusted CA. Browsers often fetch the missing piece by themselves, so the same address can work there; CARTO's clients do not.`,
        gotThrough(first)
          ? `${count(claimed.length, "check")} went on only because TLS verification is off.`
          : `${count(claimed.length, "check")} ended there, before anything was sent.`,
        proxied &&
          "Through a proxy this is usually either the target's server, or a proxy that inspects TLS and sends its own chain incompletely.",
        losses(claimed),
      ),
      evidence: sightings(claimed, handshakeSight("tls")),
      remedies: [
        isDatabase(check) || check.warehouse
          ? { who: "warehouse-admin", do: mend, verify: showChain(first, "tls", evidence.settings) }
          : proxied
            ? {
                who: "proxy-admin",
                do: `If the proxy inspects TLS: ${lower(mend)}`,
                verify: showChain(first, "tls", evidence.settings),
              }
            : {
                who: "carto-support",
                do: `Tell CARTO (or whoever runs the target): ${lower(mend)}`,
                verify: showChain(first, "tls", evidence.settings),
              },
        {
          who: "operator",
          ...(isDatabase(check)
            ? trustServerCa(`the intermediate certificate ${issuer}${where} and its CA`)
            : trustCa(`the intermediate certificate ${issuer}${where}`, evidence.settings)),
          verify: doctor(first),
        },
      ],
    };
  },
};

function lower(sentence: string): string {
  return sentence.charAt(0).toLowerCase() + sentence.slice(1);
}
