// An issuer is missing: did the server forget an intermediate certificate, or is the CA merely not trusted here?

import { isIP } from "node:net";
import { organisationsOf } from "./certificate.ts";
import type { CertificateFacts } from "./observation.ts";

export interface SentChain {
  /** Leaf first, at least one. */
  chain: CertificateFacts[];
  /** Whether the leaf bears the marks of the public web PKI (see isPubliclyMarked). */
  publiclyMarked: boolean;
}

/**
 * OpenSSL says the same of both. A private CA that rightly does not send its root looks like a forgotten intermediate, so it is a gap
 * only where something shows that the missing issuer belongs under a trusted root: the organisation of a trusted CA, the marks of the
 * public PKI, or a leaf sent alone whose issuer can be had from a public address (public CAs never sign leaves by their roots).
 */
export function isChainGap(sent: SentChain, trustedOrganisations: ReadonlySet<string>): boolean {
  const last = sent.chain.at(-1);
  if (!last || last.selfIssued) return false;
  if (organisationsOf(last.issuer).some((name) => trustedOrganisations.has(name))) return true;
  if (sent.chain.length > 1) return false;
  return sent.publiclyMarked || (isPublicAddress(last.issuerUrl) && !isDirectoryName(last.issuer));
}

/** Company CAs publish their certificates by LDAP or on hosts that only the company knows. */
function isPublicAddress(url: string | null): boolean {
  if (!url || !URL.canParse(url)) return false;
  const { protocol, hostname } = new URL(url);
  if (protocol !== "http:" && protocol !== "https:") return false;
  if (isIP(hostname.replace(/^\[|\]$/g, "")) !== 0 || !hostname.includes(".")) return false;
  return !/\.(local|localdomain|internal|intranet|corp|home|lan|private)$/.test(hostname);
}

/** Active Directory names its CAs by domain components: never a public CA. */
function isDirectoryName(issuer: string): boolean {
  return /(^|, )DC=/.test(issuer);
}
