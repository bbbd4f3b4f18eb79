// A certificate of the target's chain is expired or not yet valid, or the clock of this machine is wrong.

import { certificateFault, datedCertificate, oneLine, tlsFacts } from "../certificate.ts";
import { brokenByClock } from "../clock.ts";
import type { Evidence, ObservedCheck } from "../evidence.ts";
import { gotThrough, stepOf } from "../failed-step.ts";
import type { Remedy } from "../finding.ts";
import { count, losses, sentences, targets } from "../phrase.ts";
import { doctor, showChain } from "../remedies/command.ts";
import type { NetworkRule } from "../rule.ts";
import { hostPort } from "../service.ts";
import { handshakeSight, sightings } from "../sighting.ts";

export const tlsExpired: NetworkRule = {
  code: "tls-expired",
  page: {
    summary: "A certificate of the target's chain is expired or not yet valid, or this clock is wrong.",
    severities: ["error", "warning"],
    means:
      "By the clock of this machine the certificate is outside its dates. If every certificate of the run is, usually the clock is wrong. With verification off the check goes on and this is a warning.",
    recognised: "The handshake with the target fails on the dates of its leaf or of a CA in its chain.",
    evidence: ["the date in the finding's title, against the time of the run", "one target, or all of them"],
    remedies: [
      { who: "warehouse-admin", do: "For a warehouse: renew the certificate." },
      { who: "proxy-admin", do: "If the proxy inspects TLS: renew what it presents." },
      { who: "operator", do: "Compare the clock of this machine with a right one, and set it if it differs." },
      { who: "carto-support", do: "For a public target that is reached direct: tell whoever runs it." },
    ],
    verify: "date -u, and openssl s_client -connect TARGET:443 -servername TARGET -showcerts; then carto-proxy doctor.",
    related: ["clock-skew", "proxy-tls-expired", "tls-untrusted"],
  },
  match(observed, evidence) {
    if (brokenByClock(observed, evidence)) return null;
    const severity = certificateFault(observed, evidence, "tls", ["certificate-expired", "certificate-not-yet-valid"]);
    return severity && { severity, group: clockIsSuspect(evidence) ? "clock" : certificateKey(observed) };
  },
  explain(claimed, evidence) {
    const first = claimed[0]!;
    const early = certificateFault(first, evidence, "tls", ["certificate-not-yet-valid"]) !== null;
    const dated = datedCertificate(first, "tls");
    const clock = clockIsSuspect(evidence);
    const when = dated ? ` (${early ? `valid from ${dated.validFrom}` : `valid until ${dated.validTo}`})` : "";
    const state = `${early ? "is not valid yet" : "has expired"}${when}`;
    const setClock: Remedy = {
      who: "operator",
      do: "Compare the clock of this machine with a right one, and set it if it differs.",
      verify: "date -u",
    };
    const renew: Remedy = {
      who: owner(first),
      do: `${early ? "Check the dates of" : "Renew"} the certificate${dated ? ` of ${oneLine(dated.subject)}` : ""}.`,
      verify: showChain(first, "tls", evidence.settings),
    };
    return {
      title: clock
        ? `Every certificate seen in this run fails on its dates: usually the clock of this machine is wrong`
        : `A certificate for ${targets(claimed)} ${state}, or this machine's clock is wrong`,
      why: sentences(
        !clock && dated && `The certificate concerned is that of ${oneLine(dated.subject)}.`,
        clock && `Different certificates, for ${targets(claimed)}, and not one that is valid now.`,
        gotThrough(first)
          ? `${count(claimed.length, "check")} went on only because TLS verification is off.`
          : `${count(claimed.length, "check")} ended there, before anything was sent.`,
        losses(claimed),
      ),
      evidence: sightings(claimed, handshakeSight("tls")),
      remedies: clock ? [{ ...setClock, verify: `date -u; ${doctor(first)}` }] : [renew, setClock],
    };
  },
};

const DATES = ["certificate-expired", "certificate-not-yet-valid"];

/** At least two different certificates fail on dates, and no handshake of the run met a valid one. */
function clockIsSuspect(evidence: Evidence): boolean {
  const seen = evidence.checks.filter((observed) => (tlsFacts(observed, "tls")?.verified ?? null) !== null);
  const outdated = seen.filter((observed) => {
    const step = stepOf(observed, "tls");
    return DATES.includes((step?.failure ?? step?.facts.certificateFailure)?.code ?? "");
  });
  return outdated.length === seen.length && new Set(outdated.map(certificateKey)).size > 1;
}

function certificateKey(observed: ObservedCheck): string {
  return datedCertificate(observed, "tls")?.sha256 ?? hostPort(observed.check);
}

function owner({ check }: ObservedCheck): Remedy["who"] {
  if (check.warehouse) return "warehouse-admin";
  return check.route.kind === "proxy" ? "proxy-admin" : "carto-support";
}
