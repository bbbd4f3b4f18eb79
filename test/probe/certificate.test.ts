import { X509Certificate } from "node:crypto";
import { beforeAll, describe, expect, test } from "vitest";
import { factsOf, isPubliclyMarked, organisationsOf } from "../../src/probe/certificate.ts";
import { oddIdentities } from "../fuzz/odd-certificates.ts";
import { authority, leaf } from "../support/certificates.ts";

let odd: X509Certificate[];
beforeAll(async () => {
  odd = (await oddIdentities()).map(({ cert }) => new X509Certificate(cert));
});

test("a leaf, and the CA that signed it", async () => {
  const root = await authority("A Root", "A, Company");
  const { cert } = await leaf(root, ["a.example.com", "192.0.2.7"], { issuerUrl: "http://ca.example.com/a.cer" });
  expect(factsOf(new X509Certificate(cert))).toMatchObject({
    subject: "CN=a.example.com",
    names: ["a.example.com", "192.0.2.7"],
    selfIssued: false,
    ca: false,
    issuerUrl: "http://ca.example.com/a.cer",
    validFrom: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/),
  });
  const own = factsOf(new X509Certificate(root.pem));
  expect(own).toMatchObject({ selfIssued: true, ca: true, issuerUrl: null, names: [] });
  expect(isPubliclyMarked(new X509Certificate(cert))).toBe(false);
});

describe("certificates that no sane CA signs", () => {
  test("are plain data all the same, bounded, each name on one line", () => {
    for (const certificate of odd) {
      const facts = factsOf(certificate);
      expect(JSON.parse(JSON.stringify(facts))).toEqual(facts);
      expect(facts.names.length).toBeLessThanOrEqual(100);
      expect(`${facts.subject}${facts.issuer}`).not.toContain("\n");
    }
    expect(odd.some((certificate) => factsOf(certificate).names.length === 100)).toBe(true);
  });
});

test.each([
  ["CN=x\nO=A Company", ["A Company"]],
  ["CN=x, O=A Company, OU=b", ["A Company"]],
  ["CN=a O=b", []],
  [undefined, []],
])("the organisations of %j", (name, expected) => expect(organisationsOf(name)).toEqual(expected));
