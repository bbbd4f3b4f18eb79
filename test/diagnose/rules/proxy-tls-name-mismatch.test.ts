import { expect, test } from "vitest";
import {
  actors,
  badCertificate,
  certificate,
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
