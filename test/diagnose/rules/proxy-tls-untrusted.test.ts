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
  snippets,
  summary,
  tcp,
  tls,
  viaTlsProxy,
} from "../observations.ts";

const bad = (code: "certificate-untrusted" | "certificate-incomplete-chain") => proxyTls(badCertificate(code));

test("a private CA", () => {
  const result = findings([
    seen(row("a", viaTlsProxy), tcp(), failed(bad("certificate-untrusted"), "certificate-untrusted")),
  ]);
  expect(summary(result)).toEqual(["proxy-tls-untrusted error: a"]);
  expect(result[0]!.title).toContain("O=Corp, CN=Corp Inspection CA");
  expect(actors(result[0]!)).toEqual(["operator", "proxy-admin"]);
  expect(snippets(result[0]!)).toContain("NODE_EXTRA_CA_CERTS=");
});

test("an incomplete chain says so, and the proxy's administrator comes first", () => {
  const result = findings([
    seen(row("a", viaTlsProxy), tcp(), failed(bad("certificate-incomplete-chain"), "certificate-incomplete-chain")),
  ]);
  expect(summary(result)).toEqual(["proxy-tls-untrusted error: a"]);
  expect(result[0]!.why).toContain("intermediate");
  expect(actors(result[0]!)[0]).toBe("proxy-admin");
});

test("a CA file that is there already is to be appended to", () => {
  const extraCa = { file: "/usr/src/certs/ca.crt", certificates: 1, problem: null };
  const result = findings(
    [seen(row("a", viaTlsProxy), tcp(), failed(bad("certificate-untrusted"), "certificate-untrusted"))],
    { extraCa },
  );
  expect(result[0]!.remedies[0]!.do).toContain("to /usr/src/certs/ca.crt");
});

test("with verification off it is a warning", () => {
  const result = findings([seen(row("a", viaTlsProxy), tcp(), bad("certificate-untrusted"), open(), tls(), http())], {
    tlsVerification: false,
  });
  expect(summary(result)).toEqual(["tls-verification-off warning: a", "proxy-tls-untrusted warning: a"]);
  expect(result[1]!.evidence[0]).toContain("not enforced");
});
