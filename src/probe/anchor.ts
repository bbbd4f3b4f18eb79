// Which trusted CA a chain hangs on. Node.js says whether a chain is trusted, not by whom, so it is looked up here.

import { X509Certificate } from "node:crypto";
import type { Anchor } from "./observation.ts";

export interface TrustedGroup {
  kind: Anchor["kind"];
  /** PEM, readable ones only. */
  certificates: readonly string[];
}

interface TrustedCa {
  kind: Anchor["kind"];
  certificate: X509Certificate;
}

/** Parses the CAs once, when first asked. Of two groups that hold the same CA the earlier one names its kind. */
export class Anchors {
  readonly #groups: readonly TrustedGroup[];
  readonly #known = new Map<string, Anchor | null>();
  #bySubject: Map<string, TrustedCa[]> | null = null;

  constructor(groups: readonly TrustedGroup[]) {
    this.#groups = groups;
  }

  /**
   * @param chain as sent, leaf first. From the leaf on, the first certificate that is trusted itself or signed by a trusted CA decides
   * (as OpenSSL builds a chain): what is sent after it, such as a root cross-signed by an older one, has no say.
   */
  of(chain: readonly X509Certificate[]): Anchor | null {
    for (const certificate of chain) {
      const found = this.#signerOf(certificate);
      if (found) return found;
    }
    return null;
  }

  #signerOf(certificate: X509Certificate): Anchor | null {
    const key = certificate.fingerprint256;
    const known = this.#known.get(key);
    if (known !== undefined) return known;
    this.#bySubject ??= this.#parse();
    const own = (this.#bySubject.get(certificate.subject) ?? []).find((ca) => ca.certificate.fingerprint256 === key);
    const signer = own ?? (this.#bySubject.get(certificate.issuer) ?? []).find((ca) => isSignedBy(certificate, ca));
    const anchor = signer ? { kind: signer.kind, subject: oneLine(signer.certificate.subject) } : null;
    this.#known.set(key, anchor);
    return anchor;
  }

  #parse(): Map<string, TrustedCa[]> {
    const all = this.#groups.flatMap(({ kind, certificates }) =>
      certificates.map((pem) => ({ kind, certificate: new X509Certificate(pem) })),
    );
    return Map.groupBy(all, ({ certificate }) => certificate.subject);
  }
}

function isSignedBy(certificate: X509Certificate, { certificate: ca }: TrustedCa): boolean {
  try {
    return certificate.checkIssued(ca) && certificate.verify(ca.publicKey);
  } catch {
    // A key of a kind that this build of OpenSSL does not know.
    return false;
  }
}

function oneLine(name: string): string {
  return name.split("\n").join(", ");
}
