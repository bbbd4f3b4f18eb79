// Which CAs of a run inspect TLS: one that is not public and signs for targets that no single owner has, or that carries a product's name.

import { oneLine } from "./certificate.ts";
import type { Evidence, ObservedCheck } from "./evidence.ts";
import { stepOf } from "./failed-step.ts";
import { type ProductSight, productOfChain } from "./product.ts";
import { isDatabase } from "./service.ts";
import { areUnrelated } from "./site.ts";

export interface Inspector {
  /** The name of the CA that the chains end in. */
  issuer: string;
  /** Trusted here by the extra CA file. */
  trusted: boolean;
  product: ProductSight | null;
  /** The targets of the run that it signed for, as host names; one alone where only the product's name gives it away. */
  hosts: string[];
}

interface Signer {
  issuer: string;
  trusted: boolean;
  /** Who signed the leaf itself: below one root there can be one CA that inspects, and one for the company's own servers. */
  immediate: string;
}

/** The inspector that signed for this check; null where its chain is the target's own, as far as the run shows. */
export function inspectorOf(observed: ObservedCheck, evidence: Evidence): Inspector | null {
  const signer = signerOf(observed);
  if (!signer) return null;
  const peers = evidence.checks.filter((other) => {
    const its = signerOf(other);
    return its?.issuer === signer.issuer && its.trusted === signer.trusted && !isPrivate(other);
  });
  const product = productOfChain(stepOf(observed, "tls")?.facts.chain ?? []);
  const hosts = [...new Set(peers.map(({ check }) => check.host))];
  const known = product !== null;
  if (!known && !areUnrelated(hosts)) return null;
  const usual = peers.some((other) => signerOf(other)?.immediate === signer.immediate);
  if (!known && isPrivate(observed) && !usual) return null;
  return {
    issuer: signer.issuer,
    trusted: signer.trusted,
    product,
    hosts: hosts.length ? hosts : [observed.check.host],
  };
}

/** The CA that is not public and signed for the target; null for a database's, a self-signed certificate, and what public CAs vouch for. */
function signerOf({ check, observation }: ObservedCheck): Signer | null {
  const tls = isDatabase(check) ? null : stepOf({ check, observation }, "tls")?.facts;
  const [leaf, last] = [tls?.chain[0], tls?.chain.at(-1)];
  if (!tls || !leaf || !last) return null;
  // A public CA that is too new for the roots known here marks its certificates; a product's name says more than copied marks.
  if (tls.publiclyMarked && !productOfChain(tls.chain)) return null;
  const immediate = oneLine(leaf.issuer);
  if (tls.anchor) return tls.anchor.kind === "extra" ? { issuer: tls.anchor.subject, trusted: true, immediate } : null;
  const selfSigned = tls.chain.length === 1 && leaf.selfIssued;
  if (selfSigned || tls.certificateFailure?.code !== "certificate-untrusted") return null;
  return { issuer: oneLine(last.issuer), trusted: false, immediate };
}

/** Named in NO_PROXY: usually a server of the company's own, with a certificate of its own CA. */
function isPrivate({ check }: ObservedCheck): boolean {
  return check.route.kind === "direct" && check.route.reason === "no_proxy";
}
