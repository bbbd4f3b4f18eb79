import { X509Certificate } from "node:crypto";
import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import { customizations } from "../../src/handoff/customizations.ts";
import { wantedVariables } from "../../src/handoff/variables.ts";
import { CORPORATE, caFile } from "./ca.ts";
import { handoffOf, handoffOfReport, PROXY, type Wish } from "./handoff-of.ts";

interface Block {
  enabled?: boolean;
  type?: string;
  host?: string;
  port?: number;
  excludedDomains?: string[];
  sslRejectUnauthorized?: boolean;
  sslCA?: string;
}

function block(wish: Wish): Block {
  return (parse(customizations(handoffOf({ deployment: "helm", ...wish })).text) as { externalProxy: Block })
    .externalProxy;
}

test("an HTTP proxy, with each value in the type that the chart takes", () => {
  expect(block({})).toEqual({
    enabled: true,
    type: "http",
    host: "proxy.corp",
    port: 3128,
    excludedDomains: ["localhost", "127.0.0.1", ".svc.cluster.local"],
    sslRejectUnauthorized: true,
  });
});

test("an HTTPS proxy with a private CA: its PEM text, and nothing else of the file", () => {
  const ca = caFile("bundle.pem", `friendlyName: "x"\n  evil: true\n${CORPORATE}trailing: text\n`);
  const { type, sslCA, sslRejectUnauthorized } = block({ proxy: "https://proxy.corp:3129", ca });
  expect({ type, sslRejectUnauthorized }).toEqual({ type: "https", sslRejectUnauthorized: true });
  expect(new X509Certificate(sslCA!).fingerprint256).toBe(new X509Certificate(CORPORATE).fingerprint256);
  expect(sslCA).not.toMatch(/evil|trailing|friendly/);
});

test("an IPv6 address stands in brackets, as a string", () => {
  expect(block({ proxy: "http://[2001:db8::1]:3128" }).host).toBe("[2001:db8::1]");
});

test("entries that YAML would take for something else stay strings", () => {
  const own = block({ environment: { NO_PROXY: "*.a.corp,1.2.3.4,null,yes,0x10.corp" } }).excludedDomains!;
  expect(own.every((entry) => typeof entry === "string")).toBe(true);
  expect(own).toEqual(expect.arrayContaining([".a.corp", "*.a.corp", "1.2.3.4", "null", "yes"]));
});

test("the cluster's own domain is excluded", () => {
  const change: Wish["change"] = (settings) => {
    const from = { source: "customizations.yaml", line: 1, key: "clusterDomain" };
    return {
      ...settings,
      configuration: { ...settings.configuration, clusterDomain: { name: "corp.internal", from } },
    };
  };
  expect(block({ change }).excludedDomains).toContain(".svc.corp.internal");
});

test("a comment says why above each value", () => {
  const lines = customizations(handoffOf({ deployment: "helm" })).text.split("\n");
  const keys = lines.filter((line) => /^ {2}\w+:/.test(line));
  expect(keys).toHaveLength(6);
  for (const key of keys) expect(lines[lines.indexOf(key) - 1]).toMatch(/^ {2}# ./);
});

describe("from a report", () => {
  const settled = Object.fromEntries(
    wantedVariables(handoffOf({ deployment: "helm" })).map(({ name, value }) => [name, value]),
  );
  const left = (environment: Record<string, string>) => {
    const handoff = handoffOfReport({ deployment: "helm", environment, proxy: PROXY }, () => {});
    return Object.keys((parse(customizations(handoff).text) as { externalProxy?: Block } | null)?.externalProxy ?? {});
  };

  test("only the values whose variables differ", () => {
    expect(left({ ...settled, NODE_TLS_REJECT_UNAUTHORIZED: "1", no_proxy: "localhost" })).toEqual(["excludedDomains"]);
    expect(left({ ...settled, NODE_TLS_REJECT_UNAUTHORIZED: "0" })).toEqual(["sslRejectUnauthorized"]);
  });

  test("nothing where all is there", () => {
    expect(left({ ...settled, NODE_TLS_REJECT_UNAUTHORIZED: "1" })).toEqual([]);
  });
});
