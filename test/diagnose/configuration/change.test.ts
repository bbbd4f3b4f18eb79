import { expect, test } from "vitest";
import { corrections } from "../../../src/diagnose/configuration/change.ts";
import type { SourceKind } from "../../../src/settings/configuration.ts";
import { nothingConfigured } from "../../support/configuration.ts";
import { settings } from "../observations.ts";

const FILE: Record<SourceKind, string> = {
  environment: "environment",
  env: ".env",
  "customer-env": "customer.env",
  customizations: "customizations.yaml",
  "kots-config": "config.yaml",
  "pod-environment": "pod.txt",
};

function from(kind: SourceKind, variables: [name: string, key: string, line: number | null][]) {
  return settings({
    configuration: {
      ...nothingConfigured,
      sources: [{ name: FILE[kind], kind, variables: variables.map(([name]) => name) }],
      variables: variables.map(([name, key, line]) => ({
        name,
        value: "old",
        from: { source: FILE[kind], line, key },
        overrides: [],
      })),
    },
  });
}

test("an env file: the line where it stands; beside its sibling where it is absent", () => {
  const known = from("env", [["HTTP_PROXY", "HTTP_PROXY", 3]]);
  const changes = ["HTTP_PROXY", "http_proxy"].map((name) => ({ name, value: "new" }));
  expect(corrections(changes, known)).toEqual({
    corrections: [
      { source: ".env", line: 3, key: "HTTP_PROXY", found: "old", value: "new" },
      { source: ".env", line: null, key: "http_proxy", found: null, value: "new" },
    ],
  });
});

test("the chart: several variables are one value, and a URL is three", () => {
  const key = "externalProxy.host";
  const known = from("customizations", [
    ["HTTP_PROXY", key, 3],
    ["http_proxy", key, 3],
    ["NO_PROXY", "externalProxy.excludedDomains", 5],
  ]);
  const urls = ["HTTP_PROXY", "http_proxy"].map((name) => ({ name, value: "https://proxy:3129" }));
  expect(corrections(urls, known).corrections).toEqual([
    { source: "customizations.yaml", line: null, key: "externalProxy.type", found: null, value: "https" },
    { source: "customizations.yaml", line: 3, key, found: "old", value: "proxy" },
    { source: "customizations.yaml", line: null, key: "externalProxy.port", found: null, value: "3129" },
  ]);
  const lists = ["NO_PROXY", "no_proxy"].map((name) => ({ name, value: "a,b" }));
  expect(corrections(lists, known).corrections).toMatchObject([
    { key: "externalProxy.excludedDomains", line: 5, value: "a,b" },
  ]);
});

test("a connection string is one value; an answer to KOTS keeps its name", () => {
  const url = { name: "HTTP_PROXY", value: "http://proxy:3128" };
  const whole = from("customizations", [["HTTP_PROXY", "externalProxy.connectionString", 2]]);
  expect(corrections([url], whole).corrections).toMatchObject([
    { key: "externalProxy.connectionString", value: url.value },
  ]);
  const answer = from("kots-config", [["HTTP_PROXY", "spec.values.externalProxyHost", 9]]);
  expect(corrections([url], answer).corrections).toMatchObject([{ key: "spec.values.externalProxyHost", line: 9 }]);
  // Where the answer to another question would stand is not known.
  expect(corrections([{ name: "NO_PROXY", value: "a" }], answer)).toEqual({});
});

test("verification is true in the chart and 1 elsewhere", () => {
  const change = { name: "NODE_TLS_REJECT_UNAUTHORIZED", value: "1" };
  const chart = from("customizations", [[change.name, "externalProxy.sslRejectUnauthorized", 7]]);
  expect(corrections([change], chart).corrections).toMatchObject([{ value: "true" }]);
  const answer = from("kots-config", [[change.name, "spec.values.externalHttpsProxySslCertificateCheck", 7]]);
  expect(corrections([change], answer).corrections).toMatchObject([{ value: "1" }]);
});

test("where nobody sets anything there is nothing to correct", () => {
  expect(corrections([{ name: "HTTP_PROXY", value: "x" }], settings())).toEqual({});
});
