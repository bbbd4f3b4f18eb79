// Which certificate is at fault, and whether a check failed on it or went on only because verification is off.

import type { CertificateFacts, Failure, FailureCode, TlsFacts } from "../probe/observation.ts";
import type { Evidence, ObservedCheck } from "./evidence.ts";
import { failedStep, gotThrough, stepOf } from "./failed-step.ts";
import type { Severity } from "./finding.ts";

export type Handshake = "proxy-tls" | "tls";

/** The certificate fault of one handshake: an error where the check ended there, a warning where it went on unverified. */
export function certificateFault(
  observed: ObservedCheck,
  evidence: Evidence,
  handshake: Handshake,
  codes: FailureCode[],
): Severity | null {
  const failed = failedStep(observed);
  if (failed) return failed.phase === handshake && codes.includes(failed.failure.code) ? "error" : null;
  const ignored = ignoredFailure(observed, evidence, handshake);
  return ignored && codes.includes(ignored.code) ? "warning" : null;
}

/** The failure that verification, were it on, would have ended this check with; null where there is none. */
export function ignoredFailure(observed: ObservedCheck, evidence: Evidence, handshake: Handshake): Failure | null {
  if (evidence.settings.tlsVerification || !gotThrough(observed)) return null;
  const facts = stepOf(observed, handshake)?.facts;
  return facts && facts.enforced !== false ? facts.certificateFailure : null;
}

export function tlsFacts(observed: ObservedCheck, handshake: Handshake): TlsFacts | null {
  return stepOf(observed, handshake)?.facts ?? null;
}

/** The name of the authority that the last certificate sent points to: what would have to be trusted. Null: none was seen. */
export function issuerOf(observed: ObservedCheck, handshake: Handshake): string | null {
  const last = tlsFacts(observed, handshake)?.chain.at(-1);
  return last ? oneLine(last.issuer) : null;
}

/** The certificate whose dates end first (or begin last): nearest to the root where several do. */
export function datedCertificate(observed: ObservedCheck, handshake: Handshake): CertificateFacts | null {
  const facts = tlsFacts(observed, handshake);
  const failure = failedStep(observed)?.failure ?? facts?.certificateFailure;
  const early = failure?.code === "certificate-not-yet-valid";
  const rank = (one: CertificateFacts) => (early ? -Date.parse(one.validFrom) : Date.parse(one.validTo));
  return (facts?.chain ?? []).reduce<CertificateFacts | null>(
    (worst, one) => (worst && !(rank(one) <= rank(worst)) ? worst : one),
    null,
  );
}

/** Node.js writes distinguished names one part a line. */
export function oneLine(name: string): string {
  return name.trim().replace(/\s*[\r\n]+\s*/g, ", ");
}
