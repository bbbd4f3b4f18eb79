// The certificate that came for the target is for another name.

import { certificateFault, tlsFacts } from "../certificate.ts";
import { gotThrough } from "../failed-step.ts";
import { count, listed, losses, sentences, targets } from "../phrase.ts";
import { doctor, showChain } from "../remedies/command.ts";
import type { NetworkRule } from "../rule.ts";
import { hostPort, isDatabase } from "../service.ts";
import { handshakeSight, sightings } from "../sighting.ts";
import { TLS_NAMES } from "../sources.ts";

export const tlsNameMismatch: NetworkRule = {
  code: "tls-name-mismatch",
  page: {
    summary: "The certificate that comes for the target is for another name.",
    severities: ["error", "warning"],
    means:
      "Another server answers than the one that was asked for: usually a block page or a login page of a filter, a wrong DNS record, or a server that does not know this name. For a database the connection usually names it otherwise than its certificate does. With verification off the check goes on and this is a warning.",
    recognised: "None of the subject alternative names of the target's certificate is the host that was asked for.",
    evidence: ["the names that it holds: those of a filter or a portal tell who answers"],
    remedies: [
      { who: "operator", do: "For a database: connect by a name that the certificate holds." },
      { who: "warehouse-admin", do: "Or give the server a certificate for that name." },
      { who: "proxy-admin", do: "Find out what answers behind the proxy, and let the true target through." },
      { who: "dns-admin", do: "Check what the name resolves to, here or on the proxy's machine." },
      { who: "firewall-admin", do: "Check whether a firewall answers in the target's place." },
    ],
    verify: "openssl s_client -connect TARGET:443 -servername TARGET -showcerts; then carto-proxy doctor.",
    related: ["captive-portal", "tls-untrusted", "proxy-tls-name-mismatch"],
    sources: [TLS_NAMES],
  },
  match(observed, evidence) {
    const severity = certificateFault(observed, evidence, "tls", ["certificate-name-mismatch"]);
    if (!severity) return null;
    return { severity, group: tlsFacts(observed, "tls")?.chain[0]?.sha256 ?? hostPort(observed.check) };
  },
  explain(claimed, evidence) {
    const first = claimed[0]!;
    const { check } = first;
    const held =
      listed(claimed.flatMap((observed) => tlsFacts(observed, "tls")?.chain[0]?.names ?? [])) || "another name";
    const database = isDatabase(check);
    const verify = showChain(first, "tls", evidence.settings);
    return {
      title: `The certificate that comes for ${targets(claimed)} is for ${held}`,
      why: sentences(
        database
          ? "The server certificate of the database does not hold the host name that the connection uses."
          : "Another server answers than the one that was asked for: usually a block page or a login page of a filter, a wrong DNS record, or a server that does not know this name.",
        gotThrough(first)
          ? `${count(claimed.length, "check")} went on only because TLS verification is off.`
          : `${count(claimed.length, "check")} ended there, before anything was sent.`,
        losses(claimed),
      ),
      evidence: sightings(claimed, handshakeSight("tls")),
      remedies: database
        ? [
            { who: "operator", do: `Connect by a name that the certificate holds: ${held}.`, verify: doctor(first) },
            {
              who: "warehouse-admin",
              do: `Or give the server a certificate whose subject alternative names include ${check.host}.`,
              verify,
            },
          ]
        : [
            check.route.kind === "proxy"
              ? {
                  who: "proxy-admin",
                  do: `Find out what answers for ${targets(claimed, 5)} behind the proxy, and let the true target through.`,
                  verify,
                }
              : {
                  who: "dns-admin",
                  do: `Check what ${listed(
                    claimed.map(({ check: { host } }) => host),
                    5,
                  )} resolves to on this machine.`,
                  verify,
                },
            check.route.kind === "proxy"
              ? {
                  who: "dns-admin",
                  do: "Check what these names resolve to on the proxy's machine.",
                  verify: doctor(first),
                }
              : {
                  who: "firewall-admin",
                  do: "Check whether a firewall answers in the target's place, and let the true target through.",
                  verify: doctor(first),
                },
          ],
    };
  },
};
