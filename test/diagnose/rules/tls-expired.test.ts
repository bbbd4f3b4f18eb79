import { expect, test } from "vitest";
import {
  actors,
  badCertificate,
  certificate,
  database,
  failed,
  findings,
  http,
  open,
  row,
  seen,
  summary,
  tcp,
  tls,
} from "../observations.ts";

const cut = (sha256: string, code: "certificate-expired" | "certificate-not-yet-valid" = "certificate-expired") =>
  failed(tls(badCertificate(code, certificate({ sha256 }))), code);

test("one expired certificate among good ones", () => {
  const good = seen(row("ok"), tcp(), open(), tls({ chain: [certificate()] }), http());
  const result = findings([good, seen(row("a"), tcp(), open(), cut("1")), seen(row("b"), tcp(), open(), cut("2"))]);
  expect(summary(result)).toEqual(["tls-expired error: a", "tls-expired error: b"]);
  expect(result[0]!.title).toContain("valid until");
  expect(actors(result[0]!)).toEqual(["proxy-admin", "operator"]);
});

test("different certificates and not one valid: usually the clock, and one finding", () => {
  const result = findings([
    seen(row("a"), tcp(), open(), cut("1", "certificate-not-yet-valid")),
    seen(row("b"), tcp(), open(), cut("2", "certificate-not-yet-valid")),
  ]);
  expect(summary(result)).toEqual(["tls-expired error: a b"]);
  expect(result[0]!.title).toContain("clock");
  expect(actors(result[0]!)).toEqual(["operator"]);
});

test("the expired issuer of two targets is one fault", () => {
  const issuer = certificate({ sha256: "ca", subject: "CN=Old CA", validTo: "Jan  1 00:00:00 2025 GMT" });
  const under = (sha256: string) =>
    failed(tls(badCertificate("certificate-expired", certificate({ sha256 }), issuer)), "certificate-expired");
  const result = findings([seen(row("a"), tcp(), open(), under("1")), seen(row("b"), tcp(), open(), under("2"))]);
  expect(summary(result)).toEqual(["tls-expired error: a b"]);
  expect(result[0]!.remedies[0]!.do).toContain("CN=Old CA");
});

test("a database's certificate is its administrator's", () => {
  expect(actors(findings([seen(database(), tcp(), cut("1"))])[0]!)).toEqual(["warehouse-admin", "operator"]);
});
