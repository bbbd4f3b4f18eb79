import { expect, test } from "vitest";
import { actors, findings, proxyNamed, row, snippets, summary, works } from "../observations.ts";

const problem = {
  kind: "no-scheme" as const,
  text: "the scheme is missing",
  fix: "http://[redacted]@proxy.corp.test:3128",
};
const text = "proxy.corp.test:3128";
const invalid = {
  httpProxy: proxyNamed("HTTP_PROXY", text, { problem }),
  httpsProxy: proxyNamed("HTTPS_PROXY", text, { problem }),
};
const skipped = row("a", {
  route: { kind: "proxy", proxy: text, reason: "https_proxy", form: "tunnel" },
  skip: "proxy-url-invalid: the proxy of this route cannot be used",
});

test("one fault in two variables is one finding, with the corrected lines and no credentials", () => {
  const left = {
    check: skipped,
    observation: { outcome: "skipped" as const, reason: skipped.skip, phases: [], durationMs: 0 },
  };
  const result = findings([left, works("b")], invalid);
  expect(summary(result)).toEqual(["proxy-url-invalid error: a"]);
  expect(result[0]!.title).toContain("HTTP_PROXY and HTTPS_PROXY cannot be used: the scheme is missing");
  expect(snippets(result[0]!).split("\n")).toContain("HTTPS_PROXY=http://proxy.corp.test:3128");
  expect(snippets(result[0]!)).not.toContain("@");
  expect(actors(result[0]!)).toEqual(["operator"]);
});

test("two different faults are two, and without a known fix the form is told", () => {
  const httpProxy = proxyNamed("HTTP_PROXY", "socks5://p:1080", {
    problem: { kind: "unknown-scheme", text: "the scheme is not supported", fix: null },
  });
  const result = findings([], { ...invalid, httpProxy });
  expect(result).toHaveLength(2);
  expect(result[0]!.remedies[0]!.do).toContain("scheme://host:port");
});
