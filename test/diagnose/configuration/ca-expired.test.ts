import { expect, test } from "vitest";
import type { CaFacts } from "../../../src/settings/settings.ts";
import { findings, summary } from "../observations.ts";
import { caWith } from "./ca.ts";

const now = "2026-11-23T12:00:00.000Z";
type Certificate = CaFacts["certificates"][number];

function certificate(validFrom: string, validTo: string, subject = "CN=Corp CA"): Certificate {
  return { subject, issuer: subject, validFrom, validTo, ca: true };
}

const good = certificate("2020-01-01T00:00:00.000Z", "2030-01-01T00:00:00.000Z");
const past = certificate("2016-01-01T00:00:00.000Z", "2026-11-23T11:59:59.000Z");
const future = certificate("2026-11-23T12:00:01.000Z", "2036-01-01T00:00:00.000Z");
const soon = certificate("2020-01-01T00:00:00.000Z", "2026-12-23T11:59:59.000Z");
const later = certificate("2020-01-01T00:00:00.000Z", "2026-12-23T12:00:01.000Z");

test.each([
  ["valid", [good], []],
  ["expired a second ago", [past], ["ca-expired error: "]],
  ["valid in a second", [future], ["ca-expired error: "]],
  ["ends within 30 days", [soon], ["ca-expired warning: "]],
  ["ends in 30 days and a second", [later], []],
  ["an old one beside its successor", [past, good], []],
  ["one that ends soon beside its successor", [soon, good], []],
  ["an old one beside another CA", [{ ...past, subject: "CN=Other" }, good], ["ca-expired error: "]],
  ["both", [{ ...past, subject: "CN=Other" }, soon], ["ca-expired error: ", "ca-expired warning: "]],
])("%s", (_, certificates, expected) => {
  expect(summary(findings([], caWith({ readAt: now, certificates })))).toEqual(expected);
});

test("says which, and when it was read: another day's judgement is the same", () => {
  const [finding] = findings([], caWith({ readAt: now, certificates: [past] }));
  expect(finding!.title).toBe("1 certificate in the CA file /usr/src/certs/ca.crt is expired");
  expect(finding!.evidence).toEqual([
    ".env, line 4, NODE_EXTRA_CA_CERTS: /usr/src/certs/ca.crt (here certs/ca.crt)",
    `CN=Corp CA, valid ${past.validFrom} to ${past.validTo}`,
    `read at ${now}, by this machine's clock`,
  ]);
  expect(findings([], caWith({ readAt: now, certificates: [future] }))[0]!.title).toContain("is not yet valid");
});
