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
  open,
  row,
  seen,
  snippets,
  summary,
  tcp,
  tls,
} from "../observations.ts";

const bad = (issuer: string) => tls(badCertificate("certificate-untrusted", certificate({ issuer })));
const cut = (issuer: string) => failed(bad(issuer), "certificate-untrusted");

test("one issuer for several targets is one fault; interception is a possibility, not a claim", () => {
  const result = findings([
    seen(row("a"), tcp(), open(), cut("CN=X")),
    seen(row("b"), tcp(), open(), cut("CN=X")),
    seen(row("c"), tcp(), open(), cut("CN=Y")),
  ]);
  expect(summary(result)).toEqual(["tls-untrusted error: a b", "tls-untrusted error: c"]);
  expect(result[0]!.title).toContain("CN=X");
  expect(result[0]!.why).toContain("Usually this is interception");
  expect(actors(result[0]!)).toEqual(["operator", "proxy-admin"]);
  expect(snippets(result[0]!)).toContain("NODE_EXTRA_CA_CERTS=");
});

test("the same issuer direct and proxied are two", () => {
  expect(
    findings([seen(row("a"), tcp(), open(), cut("CN=X")), seen(row("b", direct), tcp(), cut("CN=X"))]),
  ).toHaveLength(2);
});

test("a database is apart, with words of its own", () => {
  const result = findings([seen(database(), tcp(), cut("CN=X")), seen(row("a", direct), tcp(), cut("CN=X"))]);
  const found = result.find(({ affects }) => affects[0]!.startsWith("postgres"))!;
  expect(found.affects).toHaveLength(1);
  expect(actors(found)).toEqual(["operator", "warehouse-admin"]);
  expect(snippets(found)).toContain("sslrootcert=");
});

test("with verification off it is a warning, unless the target's own mode asks for none", () => {
  const passes = (enforced?: boolean) =>
    summary(
      findings(
        [
          seen(
            row("a"),
            tcp(),
            open(),
            { ...bad("CN=X"), facts: { ...bad("CN=X").facts, ...(enforced === undefined ? {} : { enforced }) } },
            http(),
          ),
        ],
        { tlsVerification: false },
      ),
    );
  expect(passes()).toEqual(["tls-verification-off warning: a", "tls-untrusted warning: a"]);
  expect(passes(false)).toEqual(["tls-verification-off warning: "]);
});
