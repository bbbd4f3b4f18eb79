// Certificates minted at run time: authorities, and leaves with one thing wrong each.

import "reflect-metadata"; // @peculiar/x509 fails to load without it
import { KeyObject, webcrypto } from "node:crypto";
import { isIP } from "node:net";
import * as x509 from "@peculiar/x509";

const ALGORITHM = { name: "ECDSA", namedCurve: "P-256", hash: "SHA-256" };
const DAY_MS = 86_400_000;

export interface Authority {
  pem: string;
  subject: string;
  keys: webcrypto.CryptoKeyPair;
}

/** What node:tls takes. `cert` holds the leaf and whatever is to be sent after it. */
export interface Identity {
  key: string;
  cert: string;
}

export interface LeafOptions {
  validity?: "valid" | "expired" | "not-yet-valid";
  /** Sent after the leaf. */
  intermediates?: Authority[];
  /** caIssuers of the Authority Information Access extension. */
  issuerUrl?: string;
  /** OCSP of the same extension. */
  responderUrl?: string;
}

/** A root, or below `issuer` an intermediate. */
export async function authority(name: string, organisation: string | null, issuer?: Authority): Promise<Authority> {
  const keys = await newKeys();
  const parts: x509.JsonName = [{ CN: [name] }];
  if (organisation !== null) parts.push({ O: [organisation] });
  const subject = new x509.Name(parts).toString();
  const extensions = [new x509.BasicConstraintsExtension(true, undefined, true)];
  const pem = await sign({ subject, keys, issuer: issuer ?? { subject, keys }, days: [-1, 365], extensions });
  return { pem, subject, keys };
}

/** For `names`: DNS names or addresses. */
export async function leaf(issuer: Authority, names: string[], options: LeafOptions = {}): Promise<Identity> {
  const keys = await newKeys();
  const subject = `CN=${names[0]}`;
  const pem = await sign({
    subject,
    keys,
    issuer,
    days: daysOf(options.validity),
    extensions: leafExtensions(names, options),
  });
  const sent = options.intermediates ?? [];
  return { key: pemOf(keys), cert: [pem, ...sent.map((one) => one.pem)].join("\n") };
}

export async function selfSigned(names: string[]): Promise<Identity> {
  const keys = await newKeys();
  const subject = `CN=${names[0]}`;
  const issuer = { subject, keys };
  const pem = await sign({ subject, keys, issuer, days: [-1, 90], extensions: leafExtensions(names, {}) });
  return { key: pemOf(keys), cert: pem };
}

function leafExtensions(names: string[], options: LeafOptions): x509.Extension[] {
  const extensions: x509.Extension[] = [
    new x509.BasicConstraintsExtension(false),
    new x509.SubjectAlternativeNameExtension(
      names.map((name) => ({ type: isIP(name) === 0 ? "dns" : "ip", value: name })),
    ),
  ];
  const { issuerUrl: caIssuers, responderUrl: ocsp } = options;
  if (caIssuers || ocsp) {
    const ways = { ...(caIssuers && { caIssuers }), ...(ocsp && { ocsp }) };
    extensions.push(new x509.AuthorityInfoAccessExtension(ways));
  }
  return extensions;
}

function daysOf(validity: LeafOptions["validity"]): [number, number] {
  if (validity === "expired") return [-30, -2];
  if (validity === "not-yet-valid") return [2, 30];
  return [-1, 90];
}

function newKeys(): Promise<webcrypto.CryptoKeyPair> {
  return webcrypto.subtle.generateKey(ALGORITHM, true, ["sign", "verify"]);
}

function pemOf(keys: webcrypto.CryptoKeyPair): string {
  return KeyObject.from(keys.privateKey).export({ type: "pkcs8", format: "pem" }).toString();
}

async function sign(wanted: {
  subject: string;
  keys: webcrypto.CryptoKeyPair;
  issuer: { subject: string; keys: webcrypto.CryptoKeyPair };
  days: [number, number];
  extensions: x509.Extension[];
}): Promise<string> {
  const certificate = await x509.X509CertificateGenerator.create({
    subject: wanted.subject,
    issuer: wanted.issuer.subject,
    notBefore: new Date(Date.now() + wanted.days[0] * DAY_MS),
    notAfter: new Date(Date.now() + wanted.days[1] * DAY_MS),
    publicKey: wanted.keys.publicKey,
    signingKey: wanted.issuer.keys.privateKey,
    signingAlgorithm: ALGORITHM,
    extensions: wanted.extensions,
  });
  return certificate.toString("pem");
}
