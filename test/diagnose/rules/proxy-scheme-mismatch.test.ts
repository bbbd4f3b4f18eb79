import { expect, test } from "vitest";
import {
  actors,
  failed,
  findings,
  plain,
  proxyNamed,
  proxyTls,
  refusal,
  reply,
  row,
  seen,
  snippets,
  speaks,
  summary,
  TLS_PROXY,
  tcp,
  tunnel,
  unanswered,
  viaTlsProxy,
  works,
} from "../observations.ts";

const inTls = tunnel({ speaks: speaks("tls", "\\x15\\x03") });

test.each(["closed", "reset", "timed-out", "not-http"] as const)("an http:// proxy that speaks TLS, %s", (code) => {
  const result = findings([seen(row("a"), tcp(), failed(inTls, code))]);
  expect(summary(result)).toEqual(["proxy-scheme-mismatch error: a"]);
  expect(actors(result[0]!)).toEqual(["operator"]);
  const lines = snippets(result[0]!).split("\n");
  expect(lines).toContain("HTTPS_PROXY=https://proxy.corp.test:3128");
  expect(lines).toContain("http_proxy=https://proxy.corp.test:3128");
  expect(lines.join()).not.toContain("GRPC");
  expect(result[0]!.remedies[0]!.do).toContain("Remove GRPC_PROXY");
});

test("an https:// proxy that speaks plain HTTP", () => {
  const proxies = {
    httpProxy: proxyNamed("HTTP_PROXY", TLS_PROXY),
    httpsProxy: proxyNamed("HTTPS_PROXY", TLS_PROXY),
    grpcProxy: null,
  };
  const cleartext = proxyTls({ verified: null, speaks: speaks("http", "HTTP/1.1 400") });
  const result = findings([seen(row("a", viaTlsProxy), tcp(), failed(cleartext, "not-tls"))], proxies);
  expect(summary(result)).toEqual(["proxy-scheme-mismatch error: a"]);
  expect(snippets(result[0]!)).toContain("HTTPS_PROXY=http://proxy.corp.test:3129");
});

test("what one check found out speaks for all, the plain request included", () => {
  const result = findings([
    seen(row("a"), tcp(), failed(inTls, "closed")),
    seen(row("b"), tcp(), failed(tunnel(), "closed")),
    seen(row("c", plain), tcp(), failed(unanswered(), "closed")),
  ]);
  expect(summary(result)).toEqual(["proxy-scheme-mismatch error: a b c"]);
});

test("a web server's plain 400 on a port that wants TLS; without TLS on it, it is a web server", () => {
  const facts = { reply: reply(400, "Bad Request"), refusal: refusal("not-a-proxy", "400 Bad Request") };
  const wantsTls = failed(tunnel({ ...facts, speaks: speaks("tls") }), "refused-by-proxy");
  expect(summary(findings([seen(row("a"), tcp(), wantsTls)]))).toEqual(["proxy-scheme-mismatch error: a"]);
  expect(summary(findings([seen(row("a"), tcp(), failed(tunnel(facts), "refused-by-proxy"))]))).toEqual([
    "proxy-not-http error: a",
  ]);
});

test("a port that speaks both is no mismatch: other tunnels open", () => {
  expect(findings([works("ok"), seen(row("a"), tcp(), failed(inTls, "timed-out"))])[0]!.code).toBe("proxy-no-answer");
});

test("Helm gets the value to set", () => {
  const result = findings([seen(row("a"), tcp(), failed(inTls, "closed"))], { deployment: "helm" });
  expect(snippets(result[0]!)).toContain("type: https");
});

test("a plain request alone finds it out too", () => {
  const answer = {
    ...unanswered(),
    facts: { ...unanswered().facts, speaks: speaks("tls", "\\x15\\x03") },
  } as ReturnType<typeof unanswered>;
  expect(summary(findings([seen(row("a", plain), tcp(), failed(answer, "not-http"))]))).toEqual([
    "proxy-scheme-mismatch error: a",
  ]);
});
