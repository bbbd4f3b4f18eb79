// The HTTPS proxy's certificate is for another name than the one in the proxy URL.

import { certificateFault, tlsFacts } from "../certificate.ts";
import { gotThrough } from "../failed-step.ts";
import { count, listed, losses, sentences } from "../phrase.ts";
import { proxyOf } from "../proxy-record.ts";
import { doctor, showChain } from "../remedies/command.ts";
import { namedBy, setProxy, variablesNaming } from "../remedies/proxy-variable.ts";
import type { NetworkRule } from "../rule.ts";
import { isAddress, proxyParts } from "../service.ts";
import { handshakeSight, sightings } from "../sighting.ts";
import { TLS_NAMES } from "../sources.ts";

export const proxyTlsNameMismatch: NetworkRule = {
  code: "proxy-tls-name-mismatch",
  page: {
    summary: "The HTTPS proxy's certificate is for another name than the proxy URL uses.",
    severities: ["error", "warning"],
    means:
      "The proxy URL and the certificate name the proxy differently, for instance a short name or an address in one and a full name in the other. Clients that verify hang up.",
    recognised:
      "None of the subject alternative names of the proxy's certificate is the host of the proxy URL. With verification off the check goes on and this is a warning.",
    evidence: ["the names that the certificate holds, in the finding's title"],
    remedies: [
      { who: "operator", do: "Use a name in the proxy URL that the certificate holds." },
      {
        who: "proxy-admin",
        do: "Or issue a certificate whose subject alternative names include the host of the proxy URL.",
      },
    ],
    verify: "openssl s_client -connect PROXY:PORT -servername PROXY -showcerts; then carto-proxy doctor.",
    related: ["proxy-tls-untrusted", "tls-name-mismatch"],
    sources: [TLS_NAMES],
  },
  match(observed, evidence) {
    const severity = certificateFault(observed, evidence, "proxy-tls", ["certificate-name-mismatch"]);
    return severity && { severity, group: proxyOf(observed) ?? "" };
  },
  explain(claimed, evidence) {
    const proxy = proxyOf(claimed[0]!) ?? "";
    const { host } = proxyParts(proxy);
    const names = tlsFacts(claimed[0]!, "proxy-tls")?.chain[0]?.names ?? [];
    // A wildcard names no host, and an address in a certificate is usually that of one node alone.
    const name = names.find((one) => /^[\w-]+(\.[\w-]+)*$/.test(one) && !isAddress(one));
    const variables = variablesNaming(proxy, evidence.settings).map(({ variable }) => variable);
    const url = `https://${name}:${proxyParts(proxy).port}`;
    const rename = name && variables.length > 0 ? setProxy(url, variables, evidence.settings) : null;
    const held = listed(names) || "another name";
    return {
      title: `The certificate of the proxy is for ${held}, not for ${host}`,
      why: sentences(
        `The proxy URL names ${host}, and the proxy's certificate does not hold that name.`,
        gotThrough(claimed[0]!)
          ? `${count(claimed.length, "check")} went on only because TLS verification is off.`
          : `${count(claimed.length, "check")} ended there, before anything was sent.`,
        losses(claimed),
      ),
      evidence: sightings(claimed, handshakeSight("proxy-tls")),
      remedies: [
        {
          who: "operator",
          ...rename,
          do: `Name the proxy in ${namedBy(proxy, evidence.settings)} as its certificate does: ${held}.${rename ? ` ${rename.do}` : ""}`,
          verify: doctor(claimed[0]!),
        },
        {
          who: "proxy-admin",
          do: `Or give the proxy a certificate whose subject alternative names include ${host}.`,
          verify: showChain(claimed[0]!, "proxy-tls", evidence.settings),
        },
      ],
    };
  },
};
