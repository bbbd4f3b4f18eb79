import { expect, test } from "vitest";
import { parse } from "yaml";
import type { Correction } from "../../../src/diagnose/finding.ts";
import { correctValues } from "../../../src/handoff/corrections/values.ts";

function change(key: string, value: string | null): Correction {
  return { source: "customizations.yaml", line: 1, key, found: "x", value };
}

function corrected(text: string, ...corrections: Correction[]): string {
  const { text: after, left } = correctValues(text, corrections);
  expect(left).toEqual([]);
  parse(after);
  return after;
}

const FILE = `# CARTO behind a proxy
appConfigValues:
  selfHostedDomain: "carto.example.test"   # ours
externalProxy:
  enabled: true
  host: 'proxy.example.test'
  port: "3128" # squid
  type: http
  # everything inside
  excludedDomains: ["localhost,.svc.cluster.local"]

router:
  replicaCount: 2
`;

test("replaces a scalar in its own style, and nothing else", () => {
  expect(corrected(FILE, change("externalProxy.host", "proxy.corp.test"))).toBe(
    FILE.replace("'proxy.example.test'", "'proxy.corp.test'"),
  );
  expect(corrected(FILE, change("externalProxy.type", "https"))).toBe(FILE.replace("type: http", "type: https"));
  expect(corrected(FILE, change("externalProxy.port", "3129"))).toBe(FILE.replace('"3128"', "3129"));
});

test("replaces a list in the style that it has", () => {
  expect(corrected(FILE, change("externalProxy.excludedDomains", "localhost,.svc.cluster.local,a.test"))).toBe(
    FILE.replace('["localhost,.svc.cluster.local"]', '["localhost", ".svc.cluster.local", "a.test"]'),
  );
  const block = "externalProxy:\n  excludedDomains:\n    - localhost\n    - b\n\n# end\nnext: 1\n";
  expect(corrected(block, change("externalProxy.excludedDomains", "localhost,.svc"))).toBe(
    'externalProxy:\n  excludedDomains:\n    - "localhost"\n    - ".svc"\n\n# end\nnext: 1\n',
  );
});

test("adds a key at the end of its map", () => {
  const after = corrected(FILE, change("externalProxy.sslRejectUnauthorized", "true"));
  expect(parse(after).externalProxy.sslRejectUnauthorized).toBe(true);
  expect(after.replace("  sslRejectUnauthorized: true\n", "")).toBe(FILE);
});

test("adds a map that is not there", () => {
  const after = corrected("a: 1\n", change("externalProxy.excludedDomains", "localhost,.svc.cluster.local"));
  expect(parse(after)).toEqual({ a: 1, externalProxy: { excludedDomains: ["localhost", ".svc.cluster.local"] } });
  expect(parse(corrected("", change("externalProxy.enabled", "true")))).toEqual({ externalProxy: { enabled: true } });
});

test("gives a value to a key that has none", () => {
  const after = corrected("externalProxy:\n  host:\n  port: 1\n", change("externalProxy.host", "p.test"));
  expect(parse(after)).toEqual({ externalProxy: { host: "p.test", port: 1 } });
});

test("removes a key with its value", () => {
  const pem = "externalProxy:\n  sslCA: |\n    line one\n    line two\n  port: 1 # stays\n";
  expect(corrected(pem, change("externalProxy.sslCA", null))).toBe("externalProxy:\n  port: 1 # stays\n");
});

test("what cannot be changed without touching something else is left, and said", () => {
  const { text, left } = correctValues("externalProxy: { enabled: true }\n", [change("externalProxy.host", "p")]);
  expect(text).toBe("externalProxy: { enabled: true }\n");
  expect(left[0]!.reason).toBe("externalProxy is written in braces");
});

test("a value that other places use by an anchor is left", () => {
  const { left } = correctValues("externalProxy:\n  host: &h p.test\nother: *h\n", [change("externalProxy.host", "q")]);
  expect(left).toHaveLength(1);
});
