import { expect, test } from "vitest";
import {
  actors,
  badCertificate,
  certificate,
  failed,
  findings,
  http,
  one,
  open,
  proxyNamed,
  proxyTls,
  row,
  seen,
  snippets,
  summary,
  TLS_PROXY,
  tcp,
  tls,
  viaTlsProxy,
} from "../observations.ts";

const other = proxyTls(badCertificate("certificate-name-mismatch", certificate({ names: ["gateway.corp.test"] })));

test("the certificate of the proxy is for another name", () => {
  const result = findings([seen(row("a", viaTlsProxy), tcp(), failed(other, "certificate-name-mismatch"))]);
  expect(summary(result)).toEqual(["proxy-tls-name-mismatch error: a"]);
  expect(result[0]!.title).toContain("gateway.corp.test, not for proxy.corp.test");
  expect(actors(result[0]!)).toEqual(["operator", "proxy-admin"]);
});

test("with verification off it is a warning", () => {
  const result = findings([seen(row("a", viaTlsProxy), tcp(), other, open(), tls(), http())], {
    tlsVerification: false,
  });
  expect(summary(result)).toContain("proxy-tls-name-mismatch warning: a");
});

test("the operator gets the lines with the certificate's name, and none where that is a wildcard or an address", () => {
  const proxies = { httpProxy: proxyNamed("HTTP_PROXY", TLS_PROXY), httpsProxy: proxyNamed("HTTPS_PROXY", TLS_PROXY) };
  const lines = (...names: string[]) => {
    const step = proxyTls(badCertificate("certificate-name-mismatch", certificate({ names })));
    const checks = [seen(row("a", viaTlsProxy), tcp(), failed(step, "certificate-name-mismatch"))];
    return snippets(one(findings(checks, { ...proxies, grpcProxy: null }), "proxy-tls-name-mismatch"));
  };
  expect(lines("*.corp.test", "gateway.corp.test")).toContain("https_proxy=https://gateway.corp.test:3129");
  expect(lines("*.corp.test", "192.0.2.7").trim()).toBe("");
});
