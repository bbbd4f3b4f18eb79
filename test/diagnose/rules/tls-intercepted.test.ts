import { expect, test } from "vitest";
import type { Check } from "../../../src/plan/check.ts";
import type { TlsFacts } from "../../../src/probe/observation.ts";
import {
  actors,
  badCertificate,
  certificate,
  direct,
  failed,
  findings,
  one,
  open,
  row,
  seen,
  snippets,
  summary,
  tcp,
  tls,
} from "../observations.ts";

const facts: Partial<TlsFacts> = {
  ...badCertificate("certificate-untrusted", certificate({ issuer: "CN=Gateway CA, O=Corp" })),
  anchor: null,
};
const inspected = (id: string, host: string, more: Partial<Check> = {}) =>
  seen(row(id, { host, ...more }), tcp(), open(), failed(tls(facts), "certificate-untrusted"));

test("one finding for one issuer, whoever it signed for, with the CA's place for each deployment", () => {
  const checks = [inspected("a", "a.example.com"), inspected("b", "b.example.net"), inspected("c", "c.example.net")];
  const result = findings(checks);
  expect(summary(result)).toEqual(["tls-intercepted error: a b c"]);
  expect(actors(result[0]!)).toEqual(["operator", "proxy-admin"]);
  expect(snippets(result[0]!)).toContain("NODE_EXTRA_CA_CERTS=/usr/src/certs/extra-ca.crt");
  expect(snippets(result[0]!)).toContain("ssl_bump splice");
  expect(result[0]!.evidence[0]).toBe(
    "CN=Gateway CA, O=Corp signed for 3 hosts of this run: a.example.com, b.example.net and c.example.net",
  );
  expect(snippets(one(findings(checks, { deployment: "helm" }), "tls-intercepted"))).toContain("trustedCACerts:");
  const [kots] = findings(checks, { deployment: "kots" });
  expect(kots?.remedies[0]?.do).toContain('"Trusted CA certificate(s)"');
});

test("through the proxy and direct by one CA is one fault, for both who can exempt", () => {
  const result = findings([inspected("a", "a.example.com"), inspected("b", "b.example.net", direct)]);
  expect(summary(result)).toEqual(["tls-intercepted error: a b"]);
  expect(actors(result[0]!)).toEqual(["operator", "proxy-admin", "firewall-admin"]);
});

test("many hosts give no more than eight lines of evidence", () => {
  const checks = Array.from({ length: 30 }, (_, at) => inspected(`c${at}`, `a.example${at}.com`));
  const [finding] = findings(checks);
  expect(finding?.affects).toHaveLength(30);
});
