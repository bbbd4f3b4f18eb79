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
  noProxies,
  open,
  row,
  seen,
  snippets,
  summary,
  tcp,
  tls,
} from "../observations.ts";

const issuerUrl = "http://ca.example.test/intermediate.crt";
const cut = (sha256: string) =>
  failed(
    tls(badCertificate("certificate-incomplete-chain", certificate({ sha256, issuerUrl }))),
    "certificate-incomplete-chain",
  );

test("through a proxy one issuer is one fault", () => {
  const result = findings([seen(row("a"), tcp(), open(), cut("1")), seen(row("b"), tcp(), open(), cut("2"))]);
  expect(summary(result)).toEqual(["tls-incomplete-chain error: a b"]);
  expect(actors(result[0]!)).toEqual(["proxy-admin", "operator"]);
  expect(result[0]!.remedies[1]!.do).toContain(issuerUrl);
});

test("on direct routes each server is", () => {
  const result = findings(
    [seen(row("a", direct), tcp(), cut("1")), seen(row("b", direct), tcp(), cut("2"))],
    noProxies,
  );
  expect(result.filter(({ code }) => code === "tls-incomplete-chain").map(actors)).toEqual([
    ["carto-support", "operator"],
    ["carto-support", "operator"],
  ]);
});

test("a database has an administrator, and sslrootcert", () => {
  const result = findings([seen(database(), tcp(), cut("1"))]);
  expect(actors(result[0]!)).toEqual(["warehouse-admin", "operator"]);
  expect(snippets(result[0]!)).toContain("sslrootcert=");
});

test("with verification off it is a warning", () => {
  const passed = tls(badCertificate("certificate-incomplete-chain"));
  expect(summary(findings([seen(row("a"), tcp(), open(), passed, http())], { tlsVerification: false }))).toContain(
    "tls-incomplete-chain warning: a",
  );
});
