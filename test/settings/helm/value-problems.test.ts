import { describe, expect, test } from "vitest";
import { conflicts, valueProblems } from "../../../src/settings/helm/value-problems.ts";
import { readDocuments } from "../../../src/settings/yaml/document.ts";

const values = (yaml: string) => readDocuments(yaml, "values.yaml", "test")[0]!;
const problems = (yaml: string) => valueProblems(values(yaml));

describe("problems of values", () => {
  test.each([
    ['externalProxy: {enabled: "true"}', "wrong-type", "externalProxy.enabled", "true"],
    ["externalProxy: {sslRejectUnauthorized: 'False'}", "wrong-type", "externalProxy.sslRejectUnauthorized", "false"],
    ["externalProxy: {host: 10}", "wrong-type", "externalProxy.host", '"10"'],
    ["externalProxy: {host: [a]}", "wrong-type", "externalProxy.host", null],
    ["externalProxy: {port: [3128]}", "wrong-type", "externalProxy.port", null],
    ["externalProxy: {port: proxy}", "bad-value", "externalProxy.port", null],
    ["externalProxy: {port: 70000}", "bad-value", "externalProxy.port", null],
    ["externalProxy: {excludedDomains: {a: b}}", "wrong-type", "externalProxy.excludedDomains", null],
    ["externalProxy: {excludedDomains: [[a]]}", "wrong-type", "externalProxy.excludedDomains", null],
    ["externalProxy: true", "wrong-type", "externalProxy", null],
    ["externalProxy: {sslCAConfigmap: name}", "wrong-type", "externalProxy.sslCAConfigmap", null],
    ["externalProxy: {exludedDomains: []}", "unknown-key", "externalProxy.exludedDomains", "excludedDomains"],
    ["externalProxy: {sslCa: x}", "unknown-key", "externalProxy.sslCa", "sslCA"],
    ["externalProxy: {sslCAConfigMap: {name: x}}", "unknown-key", "externalProxy.sslCAConfigMap", "sslCAConfigmap"],
    ["externalProxy: {noProxy: x}", "unknown-key", "externalProxy.noProxy", null],
    ["trustedCACerts: {existingConfigmap: {nane: x}}", "unknown-key", "trustedCACerts.existingConfigmap.nane", "name"],
    ["externalproxy: {enabled: true}", "unknown-key", "externalproxy", "externalProxy"],
    ["trustedCaCert: {value: x}", "unknown-key", "trustedCaCert", "trustedCACerts"],
    ["externalProxy: {excludedDomains: ['a,b']}", "joined-list", "externalProxy.excludedDomains", '["a","b"]'],
  ])("%s", (yaml, kind, key, fix) => {
    expect(problems(yaml)).toMatchObject([{ kind, fix, from: { source: "values.yaml", line: 1, key } }]);
  });

  test.each([
    "externalProxy: {enabled: true, type: http, host: p, port: 3128, excludedDomains: [a, b], sslRejectUnauthorized: true}",
    "externalProxy: {enabled: false, type: '', host: '', port: '', connectionString: '', excludedDomains: [], sslCA: ''}",
    "externalProxy: {excludedDomains: 'a,b', port: '3128', sslCAConfigmap: {name: '', key: ''}}",
    "externalProxy: {host: null, port: null, excludedDomains: null}",
    "externalPostgresql: {host: x}\nexternalRedis: {host: y}\nanything: [1]",
    "trustedCACerts: {value: '', existingConfigmap: {name: x, key: ca.crt}}",
  ])("none in %s", (yaml) => {
    expect(problems(yaml)).toEqual([]);
  });

  test("sslCA and sslCAConfigmap exclude each other", () => {
    expect(
      conflicts(values("externalProxy: {enabled: true, sslCA: x, sslCAConfigmap: {name: m, key: k}}")),
    ).toMatchObject([{ kind: "conflict", from: { key: "externalProxy.sslCAConfigmap.name" } }]);
    expect(conflicts(values("externalProxy: {enabled: false, sslCA: x, sslCAConfigmap: {name: m}}"))).toEqual([]);
    expect(conflicts(values("externalProxy: {enabled: true, sslCA: '', sslCAConfigmap: {name: m}}"))).toEqual([]);
  });

  test("no private key is shown", () => {
    const [found] = problems("externalProxy: {sslCA: ['-----BEGIN PRIVATE KEY-----canary']}");
    expect(found).toMatchObject({ kind: "wrong-type", found: "[redacted]" });
  });

  test("no login is shown", () => {
    const found = problems("externalProxy: {connectionString: ['http://ana:canary@p:1'], host: ['ana:canary@p']}");
    expect(JSON.stringify(found)).not.toMatch(/canary|ana:/);
  });
});
