// A certificate of the extra CA file is not valid on the day on which the file was read, or soon will not be.

import type { CaFacts } from "../../settings/settings.ts";
import type { Finding } from "../finding.ts";
import { count } from "../phrase.ts";
import type { ConfigurationRule } from "../rule.ts";
import { NODE_EXTRA_CA } from "../sources.ts";
import { caLine, certificateWords, type ExtraCa, extraCa } from "./ca-lines.ts";
import { checkCommand } from "./check-command.ts";

type Certificate = CaFacts["certificates"][number];

export const caExpired: ConfigurationRule = {
  code: "ca-expired",
  page: {
    summary: "A certificate of the extra CA file is expired or not yet valid, or soon will be expired.",
    severities: ["error", "warning"],
    means:
      "What an expired CA signed is not trusted any more, however long its own certificate is valid. Usually the CA was renewed and the file still holds the old certificate.",
    recognised:
      "The dates of each certificate against the time when the file was read, by this machine's clock. Expired or not yet valid: an error; within 30 days of its end: a warning. An old certificate beside a valid one for the same name does no harm and is not reported.",
    evidence: ["the subject and the dates of the certificates concerned", "the time when the file was read"],
    remedies: [
      {
        who: "operator",
        do: "Get the CA's present certificate from its owner and put it into the file in place of the old one.",
      },
    ],
    verify: "Run openssl x509 -in FILE -noout -subject -dates, and carto-proxy config check with the same files.",
    related: ["ca-file-invalid", "proxy-tls-expired", "clock-skew"],
    sources: [NODE_EXTRA_CA],
  },
  judge({ settings }) {
    const ca = extraCa(settings);
    if (ca === null) return [];
    const { certificates } = ca.facts;
    const now = Date.parse(ca.facts.readAt);
    const counting = certificates.filter(
      (one) => valid(one, now) || !certificates.some((other) => other.subject === one.subject && valid(other, now)),
    );
    const outdated = counting.filter((one) => !valid(one, now));
    const ending = counting.filter(
      (one) =>
        valid(one, now) &&
        Date.parse(one.validTo) - now < SOON_MS &&
        !certificates.some((other) => other.subject === one.subject && valid(other, now + SOON_MS)),
    );
    return [
      ...(outdated.length > 0 ? [finding("error", outdated, ca, now, checkCommand(settings))] : []),
      ...(ending.length > 0 ? [finding("warning", ending, ca, now, checkCommand(settings))] : []),
    ];
  },
};

const SOON_MS = 30 * 86_400_000;

function valid({ validFrom, validTo }: Certificate, now: number): boolean {
  return Date.parse(validFrom) <= now && now <= Date.parse(validTo);
}

function finding(
  severity: "error" | "warning",
  found: Certificate[],
  ca: ExtraCa,
  now: number,
  verify: string,
): Finding {
  const early = found.every(({ validFrom }) => now < Date.parse(validFrom));
  const state = severity === "warning" ? "soon expired" : early ? "not yet valid" : "expired";
  return {
    code: "ca-expired",
    severity,
    title: `${count(found.length, "certificate")} in the CA file ${ca.seen} ${found.length > 1 ? "are" : "is"} ${state}`,
    why:
      severity === "warning"
        ? "Within 30 days nothing that this CA signed will be trusted any more, unless its new certificate is put into the file before."
        : "What this CA signed is not trusted, however long the certificate of the proxy or of a target is valid itself.",
    evidence: [
      caLine(ca),
      ...found.slice(0, 5).map(certificateWords),
      `read at ${ca.facts.readAt}, by this machine's clock`,
    ],
    affects: [],
    remedies: [
      {
        who: "operator",
        do: `Get the present certificate of the CA from its owner, and put it into ${ca.file} in place of the old one.${early ? " Or set this machine's clock right." : ""}`,
        verify,
      },
    ],
  };
}
