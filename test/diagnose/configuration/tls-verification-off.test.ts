import { expect, test } from "vitest";
import {
  actors,
  badCertificate,
  findings,
  http,
  one,
  open,
  row,
  seen,
  snippets,
  tcp,
  tls,
  works,
} from "../observations.ts";

const off = { tlsVerification: false, tlsVerificationFrom: "NODE_TLS_REJECT_UNAUTHORIZED (.env)" };
const unverified = seen(row("a"), tcp(), open(), tls(badCertificate("certificate-untrusted")), http());

test("names the checks that pass only because of it", () => {
  const finding = one(findings([unverified, works("b")], off), "tls-verification-off");
  expect(finding).toMatchObject({ severity: "warning", affects: ["a"] });
  expect(finding.evidence[0]).toContain("NODE_TLS_REJECT_UNAUTHORIZED (.env)");
  expect(actors(finding)).toEqual(["operator"]);
  expect(snippets(finding)).toBe("NODE_TLS_REJECT_UNAUTHORIZED=1");
});

test("says the same whether checks were run or not", () => {
  const [run] = findings([unverified], off);
  const [alone] = findings([], off);
  expect({ ...run, affects: [] }).toEqual(alone);
});

test("is silent while verification is on", () => {
  expect(findings([unverified])).toEqual([]);
});
