// Facts about the certificates that a server sent.

import type { X509Certificate } from "node:crypto";
import type { TLSSocket } from "node:tls";
import type { CertificateFacts } from "./observation.ts";

const MOST_CERTIFICATES = 10;
const MOST_NAMES = 100;

/** The chain as the server sent it, leaf first; empty where there was none. */
export function sentChain(socket: TLSSocket): X509Certificate[] {
  const chain: X509Certificate[] = [];
  let next = socket.getPeerX509Certificate();
  while (next && chain.length < MOST_CERTIFICATES) {
    if (!chain.some((seen) => seen.fingerprint256 === next?.fingerprint256)) chain.push(next);
    next = next.issuerCertificate;
  }
  return chain;
}

export function factsOf(certificate: X509Certificate): CertificateFacts {
  const subject = oneLine(certificate.subject);
  const issuer = oneLine(certificate.issuer);
  return {
    subject,
    issuer,
    names: namesOf(certificate.subjectAltName ?? "").slice(0, MOST_NAMES),
    validFrom: dateOf(certificate.validFrom),
    validTo: dateOf(certificate.validTo),
    sha256: certificate.fingerprint256,
    selfIssued: subject === issuer,
    ca: certificate.ca,
    issuerUrl: issuerUrlOf(certificate.infoAccess ?? ""),
  };
}

/** The O= values of a distinguished name, as Node.js writes it (one attribute a line) or in one line. */
export function organisationsOf(name: string | undefined): string[] {
  return (name ?? "")
    .split(/\n|, (?=[A-Za-z]+=)/)
    .filter((part) => part.startsWith("O="))
    .map((part) => part.slice(2).trim());
}

// Extensions that only certificates of publicly audited CAs carry, as DER: a CA/Browser Forum policy (2.23.140.1.2.*), and embedded
// certificate transparency receipts (1.3.6.1.4.1.11129.2.4.2, RFC 6962 §3.3).
const PUBLIC_MARKS = [Buffer.from("060667810c0102", "hex"), Buffer.from("060a2b06010401d679020402", "hex")];

/** Whether a certificate bears the marks of the public web PKI. */
export function isPubliclyMarked(certificate: X509Certificate): boolean {
  return PUBLIC_MARKS.some((mark) => certificate.raw.includes(mark));
}

function oneLine(name: string | undefined): string {
  return (name ?? "").split("\n").join(", ");
}

function namesOf(subjectAltName: string): string[] {
  return subjectAltName
    .split(/, (?=(?:DNS|IP Address|URI|email|othername|Registered ID|DirName):)/)
    .filter((name) => /^(DNS|IP Address):/.test(name))
    .map((name) => name.replace(/^[^:]*:/, "").replace(/^"(.*)"$/, "$1"));
}

function issuerUrlOf(infoAccess: string): string | null {
  const line = infoAccess.split("\n").find((text) => text.startsWith("CA Issuers - URI:"));
  return line ? line.slice("CA Issuers - URI:".length).replace(/^"(.*)"$/, "$1") : null;
}

function dateOf(text: string): string {
  const date = new Date(text);
  return Number.isNaN(date.getTime()) ? text : date.toISOString();
}
