import { rootCertificates } from "node:tls";
import { beforeAll, expect, test } from "vitest";
import { trustFrom, trustOf } from "../../src/probe/trust.ts";
import { check, DIRECT, runOne, settings, story } from "../support/checks.ts";
import { originThat } from "../support/origin-that.ts";
import { mintPki, type Pki } from "../support/pki.ts";

const BROKEN = "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n";
let pki: Pki;
beforeAll(async () => {
  pki = await mintPki();
});

test("without public roots of one's own, those that Node.js bundles, and the extra CA", () => {
  const { organisations } = trustOf(settings({ extraCa: [pki.corporate.pem] }));
  expect(rootCertificates.length).toBeGreaterThan(50);
  expect(organisations.size).toBeGreaterThan(20);
  expect(organisations).toContain("Example Corp");
});

test("public roots of one's own replace the bundled ones", () => {
  const trust = trustOf(settings({ publicRoots: [pki.root.pem], extraCa: [pki.corporate.pem] }));
  expect([...trust.organisations].toSorted()).toEqual(["Example Corp", "Test Public CA"]);
});

test("the extra CA file is read up to its first broken certificate, as Node.js reads it", () => {
  const trust = trustOf(settings({ publicRoots: [pki.root.pem], extraCa: [BROKEN, pki.corporate.pem] }));
  expect([...trust.organisations]).toEqual(["Test Public CA"]);
});

test("no certificate at all means that nobody is trusted, not everybody's roots", async () => {
  expect([...trustFrom([BROKEN]).organisations]).toEqual([]);
  const origin = await originThat.works(pki.good);
  const seen = await runOne(check("https", "127.0.0.1", origin.port, DIRECT), { publicRoots: [] });
  await origin.close();
  expect(story(seen)).toBe("tcp ok, tls certificate-untrusted");
});
