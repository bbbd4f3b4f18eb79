import { expect, test } from "vitest";
import {
  actors,
  badCertificate,
  certificate,
  database,
  direct,
  failed,
  findings,
  http,
  one,
  open,
  row,
  seen,
  summary,
  tcp,
  tls,
} from "../observations.ts";

const other = (sha256: string) =>
  tls(badCertificate("certificate-name-mismatch", certificate({ sha256, names: ["block.corp.test"] })));
const cut = (sha256: string) => failed(other(sha256), "certificate-name-mismatch");

test("one certificate that comes for several targets is one fault", () => {
  const result = findings([
    seen(row("a"), tcp(), open(), cut("1")),
    seen(row("b"), tcp(), open(), cut("1")),
    seen(row("c"), tcp(), open(), cut("2")),
  ]);
  expect(summary(result)).toEqual(["tls-name-mismatch error: a b", "tls-name-mismatch error: c"]);
  expect(result[0]!.title).toContain("block.corp.test");
  expect(actors(result[0]!)).toEqual(["proxy-admin", "dns-admin"]);
});

test("direct, and for a database", () => {
  expect(actors(one(findings([seen(row("a", direct), tcp(), cut("1"))]), "tls-name-mismatch"))).toEqual([
    "dns-admin",
    "firewall-admin",
  ]);
  expect(actors(findings([seen(database(), tcp(), cut("1"))])[0]!)).toEqual(["operator", "warehouse-admin"]);
});

test("with verification off it is a warning", () => {
  expect(summary(findings([seen(row("a"), tcp(), open(), other("1"), http())], { tlsVerification: false }))).toContain(
    "tls-name-mismatch warning: a",
  );
});
