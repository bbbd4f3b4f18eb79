import { expect, test } from "vitest";
import {
  actors,
  badCertificate,
  failed,
  findings,
  http,
  open,
  proxyTls,
  row,
  seen,
  summary,
  tcp,
  tls,
  viaTlsProxy,
} from "../observations.ts";

test.each([
  ["certificate-expired", "valid until Jan  1 00:00:00 2030 GMT"],
  ["certificate-not-yet-valid", "valid from Jan  1 00:00:00 2026 GMT"],
] as const)("%s", (code, said) => {
  const result = findings([seen(row("a", viaTlsProxy), tcp(), failed(proxyTls(badCertificate(code)), code))]);
  expect(summary(result)).toEqual(["proxy-tls-expired error: a"]);
  expect(result[0]!.title).toContain(said);
  expect(result[0]!.title).toContain("clock");
  expect(actors(result[0]!)).toEqual(["proxy-admin", "operator"]);
});

test("with verification off it is a warning", () => {
  const expired = proxyTls(badCertificate("certificate-expired"));
  const result = findings([seen(row("a", viaTlsProxy), tcp(), expired, open(), tls(), http())], {
    tlsVerification: false,
  });
  expect(summary(result)).toContain("proxy-tls-expired warning: a");
});
