import { expect, test } from "vitest";
import { isChainGap } from "../../src/probe/chain-gap.ts";
import type { CertificateFacts } from "../../src/probe/observation.ts";

const TRUSTED = new Set(["Let's Trust, Inc.", "Test Public CA"]);
const certificate = (issuer: string, rest: Partial<CertificateFacts> = {}): CertificateFacts => ({
  subject: "CN=leaf.example.com",
  issuer,
  names: [],
  validFrom: "",
  validTo: "",
  sha256: issuer,
  selfIssued: false,
  ca: false,
  issuerUrl: null,
  ...rest,
});
const AIA = { issuerUrl: "http://cacerts.example.com/intermediate.crt" };

test.each<[boolean, string, CertificateFacts[], boolean]>([
  [true, "the organisation of a trusted CA", [certificate("C=US, O=Test Public CA, CN=R3")], false],
  [true, "an organisation with a comma", [certificate("O=Let's Trust, Inc., CN=R3")], false],
  [true, "the marks of the public PKI", [certificate("O=Let's Encrypt, CN=R3")], true],
  [true, "a leaf alone, its issuer to be had from a public address", [certificate("O=Other, CN=R3", AIA)], false],
  [false, "nothing known of the issuer", [certificate("O=Example Corp, CN=Proxy CA")], false],
  [false, "an issuer without an organisation", [certificate("CN=Proxy CA")], false],
  [false, "a self-signed certificate", [certificate("O=Test Public CA", { ...AIA, selfIssued: true })], true],
  [false, "an issuer in a directory", [certificate("CN=Issuing CA, DC=corp, DC=example, DC=com", AIA)], false],
  [false, "an address by LDAP", [certificate("CN=X", { issuerUrl: "ldap:///CN=X,CN=AIA" })], false],
  [false, "a host of the company's own", [certificate("CN=X", { issuerUrl: "http://pki/x.crt" })], false],
  [false, "a host in a private domain", [certificate("CN=X", { issuerUrl: "http://pki.corp.internal/x.crt" })], false],
  [false, "an address without a name", [certificate("CN=X", { issuerUrl: "http://10.0.0.1/x.crt" })], false],
  [
    false,
    "a private CA that rightly does not send its root",
    [
      certificate("CN=Issuing CA, O=Example Corp", AIA),
      certificate("CN=Corp Root, O=Example Corp", { ...AIA, ca: true }),
    ],
    false,
  ],
  [false, "no certificate at all", [], false],
])("%s: %s", (gap, _why, chain, publiclyMarked) => {
  expect(isChainGap({ chain, publiclyMarked }, TRUSTED)).toBe(gap);
});
