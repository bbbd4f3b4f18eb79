// Certificates that no sane CA signs: names that would reach a terminal, hundreds of names, dates at the ends of time.

import "reflect-metadata"; // @peculiar/x509 fails to load without it
import { KeyObject, webcrypto } from "node:crypto";
import * as x509 from "@peculiar/x509";
import type { Identity } from "../support/certificates.ts";

const ALGORITHM = { name: "ECDSA", namedCurve: "P-256", hash: "SHA-256" };
const HOSTILE = "\x1b[2J\u202eevil\u0000\u009b31m";

interface Oddity {
  subject?: x509.JsonName;
  issuer?: x509.JsonName;
  names?: string[];
  from?: Date;
  to?: Date;
  caIssuers?: string;
}

const ODDITIES: Oddity[] = [
  { subject: [{ CN: [HOSTILE] }], issuer: [{ CN: [HOSTILE] }, { O: [HOSTILE] }] },
  { subject: [] },
  { subject: [{ CN: ["a\nO=Test Public CA\nCN=b"] }], issuer: [{ O: ["x, O=Test Public CA"] }] },
  { names: Array.from({ length: 900 }, (_, at) => `host-${at}.example.com`) },
  { names: ['"quoted", DNS:origin.example.com', "a b", "*", "*.*", HOSTILE.replace(/[^ -~]/g, "?")] },
  { from: new Date("1950-01-01"), to: new Date("9999-12-31") },
  { from: new Date("2049-12-31"), to: new Date("1970-01-01") },
  { caIssuers: "http://ca.example.com/\x1b[2J\r\n.cer" },
  { caIssuers: "ldap:///CN=x" },
  { subject: [{ CN: ["é".repeat(60)] }], names: ["xn--e1afmkfd.example.com"] },
];

export async function oddIdentities(): Promise<Identity[]> {
  const keys = await webcrypto.subtle.generateKey(ALGORITHM, true, ["sign", "verify"]);
  const key = KeyObject.from(keys.privateKey).export({ type: "pkcs8", format: "pem" }).toString();
  const certificates = await Promise.all(ODDITIES.map((oddity) => certificate(oddity, keys)));
  return certificates.map((cert) => ({ key, cert }));
}

async function certificate(oddity: Oddity, keys: webcrypto.CryptoKeyPair): Promise<string> {
  const names = oddity.names ?? ["origin.example.com"];
  const extensions: x509.Extension[] = [
    new x509.SubjectAlternativeNameExtension(names.map((value) => ({ type: "dns", value }))),
  ];
  if (oddity.caIssuers) extensions.push(new x509.AuthorityInfoAccessExtension({ caIssuers: oddity.caIssuers }));
  const signed = await x509.X509CertificateGenerator.create({
    subject: oddity.subject ?? [{ CN: ["origin.example.com"] }],
    issuer: oddity.issuer ?? [{ CN: ["Odd Root"] }],
    notBefore: oddity.from ?? new Date(Date.now() - 86_400_000),
    notAfter: oddity.to ?? new Date(Date.now() + 86_400_000),
    publicKey: keys.publicKey,
    signingKey: keys.privateKey,
    signingAlgorithm: ALGORITHM,
    extensions,
  });
  return signed.toString("pem");
}
