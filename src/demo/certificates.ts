// Certificates minted at run time: authorities, and what they issue. ECDSA P-256 throughout, since RSA keys take seconds.

import "reflect-metadata"; // must stand before @peculiar/x509, which fails to load without it
import { KeyObject, webcrypto } from "node:crypto";
import { isIP } from "node:net";
import * as x509 from "@peculiar/x509";

const ALGORITHM = { name: "ECDSA", namedCurve: "P-256", hash: "SHA-256" };
const DAY_MS = 86_400_000;

export interface Validity {
  notBefore: Date;
  notAfter: Date;
}

export interface Authority {
  /** Its own certificate, PEM: what a client that trusts it has in a CA file. */
  certificate: string;
  /** What a server sends after a certificate that it issued: PEM, root left out (RFC 8446 §4.4.2); "" for a root itself. */
  chain: string;
  /** Distinguished name, as in the `issuer` of what it issues. */
  subject: string;
  keys: webcrypto.CryptoKeyPair;
}

export interface Issued {
  /** The certificate alone, PEM. */
  certificate: string;
  /** The certificate and the intermediates that belong to it, PEM: `cert` of node:tls. */
  cert: string;
  /** PKCS #8, PEM: `key` of node:tls. */
  key: string;
}

/** A root, or with `issuer` an intermediate. Without `validity`: from yesterday, for a year. */
export async function createAuthority(wanted: {
  name: string;
  organization: string;
  issuer?: Authority;
  validity?: Validity;
}): Promise<Authority> {
  const keys = await newKeys();
  const subject = new x509.Name([{ CN: [wanted.name] }, { O: [wanted.organization] }]).toString();
  const certificate = await sign({
    subject,
    keys,
    issuer: wanted.issuer ?? { subject, keys },
    validity: wanted.validity ?? validFor(365),
    extensions: [
      new x509.BasicConstraintsExtension(true, undefined, true),
      new x509.KeyUsagesExtension(x509.KeyUsageFlags.keyCertSign | x509.KeyUsageFlags.cRLSign, true),
    ],
  });
  const chain = wanted.issuer === undefined ? "" : certificate + wanted.issuer.chain;
  return { certificate, chain, subject, keys };
}

/**
 * A server certificate for `names` (DNS names, wildcards or IP addresses; the first is also the common name).
 * Without `validity`: from yesterday, for 90 days. Without `keys`: new ones.
 */
export async function issue(
  issuer: Authority,
  wanted: { names: string[]; validity?: Validity; keys?: webcrypto.CryptoKeyPair },
): Promise<Issued> {
  const keys = wanted.keys ?? (await newKeys());
  const certificate = await sign({
    subject: new x509.Name([{ CN: [(wanted.names[0] ?? "unnamed").slice(0, 64)] }]).toString(),
    keys,
    issuer,
    validity: wanted.validity ?? validFor(90),
    extensions: [
      new x509.BasicConstraintsExtension(false, undefined, true),
      new x509.KeyUsagesExtension(x509.KeyUsageFlags.digitalSignature, true),
      new x509.ExtendedKeyUsageExtension([x509.ExtendedKeyUsage.serverAuth]),
      new x509.SubjectAlternativeNameExtension(
        wanted.names.map((name) => ({ type: isIP(name) === 0 ? "dns" : "ip", value: name })),
      ),
    ],
  });
  const key = KeyObject.from(keys.privateKey).export({ type: "pkcs8", format: "pem" }).toString();
  return { certificate, cert: certificate + issuer.chain, key };
}

/** Keys that many certificates may share: making them is the slow part of `issue`. */
export function newKeys(): Promise<webcrypto.CryptoKeyPair> {
  return webcrypto.subtle.generateKey(ALGORITHM, true, ["sign", "verify"]);
}

/** From yesterday, so that a clock that is a little behind does not matter, for so many days from now. */
function validFor(days: number): Validity {
  return { notBefore: new Date(Date.now() - DAY_MS), notAfter: new Date(Date.now() + days * DAY_MS) };
}

async function sign(wanted: {
  subject: string;
  keys: webcrypto.CryptoKeyPair;
  issuer: { subject: string; keys: webcrypto.CryptoKeyPair };
  validity: Validity;
  extensions: x509.Extension[];
}): Promise<string> {
  const certificate = await x509.X509CertificateGenerator.create({
    subject: wanted.subject,
    issuer: wanted.issuer.subject,
    ...wanted.validity,
    publicKey: wanted.keys.publicKey,
    signingKey: wanted.issuer.keys.privateKey,
    signingAlgorithm: ALGORITHM,
    extensions: [
      ...wanted.extensions,
      await x509.SubjectKeyIdentifierExtension.create(wanted.keys.publicKey),
      await x509.AuthorityKeyIdentifierExtension.create(wanted.issuer.keys.publicKey),
    ],
  });
  return `${certificate.toString("pem")}\n`;
}
