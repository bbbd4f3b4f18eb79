import { describe, expect, test } from "vitest";
import { renderProxy } from "../../../src/settings/helm/external-proxy.ts";
import { newRendering } from "../../../src/settings/helm/rendering.ts";
import { readDocuments } from "../../../src/settings/yaml/document.ts";

function render(yaml: string) {
  const rendering = newRendering();
  renderProxy(readDocuments(yaml, "values.yaml", "test")[0]!, rendering);
  return rendering;
}

const proxy = (more: string) => `externalProxy:\n  enabled: true\n${more.replace(/^/gm, "  ")}`;

describe("the proxy's URL", () => {
  test.each([
    ["type: http\nhost: proxy.corp\nport: 3128", "http://proxy.corp:3128"],
    ["type: HTTPS\nhost: proxy.corp\nport: 3129", "https://proxy.corp:3129"],
    ['type: http\nhost: proxy.corp\nport: "3128"', "http://proxy.corp:3128"],
    ["host: proxy.corp\nport: 3128", "://proxy.corp:3128"],
    ["type: http\nhost: proxy.corp", "http://proxy.corp:0"],
    ["type: http\nhost: proxy.corp\nport: abc", "http://proxy.corp:0"],
    ["type: http\nport: 3128", "http://:3128"],
    ["connectionString: http://whole:1\ntype: https\nhost: other\nport: 2", "http://whole:1"],
    ['connectionString: ""\ntype: http\nhost: other\nport: 2', "http://other:2"],
  ])("%j is %s, in all six variables", (yaml, url) => {
    const { variables } = render(proxy(yaml));
    for (const name of ["HTTP_PROXY", "HTTPS_PROXY", "GRPC_PROXY"]) {
      expect([variables[name], variables[name.toLowerCase()]]).toEqual([url, url]);
    }
  });

  test.each(["enabled: false", 'enabled: ""', "enabled: null", "host: proxy.corp"])(
    "%s: no variable at all",
    (yaml) => {
      expect(render(`externalProxy:\n  type: http\n  ${yaml}\n  port: 3128\n  sslCA: x`).variables).toEqual({});
    },
  );

  test('a string is true to the chart, "false" too', () => {
    expect(render('externalProxy: {enabled: "false", type: http, host: p, port: 1}').variables.HTTP_PROXY).toBe(
      "http://p:1",
    );
  });

  test("its place is the value that it comes from", () => {
    expect(render(proxy("type: http\nhost: p\nport: 1")).places.HTTPS_PROXY).toEqual({
      source: "values.yaml",
      line: 4,
      key: "externalProxy.host",
    });
    expect(render(proxy("connectionString: http://p:1")).places.grpc_proxy).toMatchObject({
      line: 3,
      key: "externalProxy.connectionString",
    });
  });
});

describe("excluded domains", () => {
  const spelled = (value: string) => render(proxy(`connectionString: http://p:1\nexcludedDomains: ${value}`)).variables;

  test.each([
    ['["localhost", ".svc.cluster.local"]', "localhost,.svc.cluster.local"],
    ['["localhost,.svc.cluster.local"]', "localhost,.svc.cluster.local"],
    ["localhost,.svc.cluster.local", "localhost,.svc.cluster.local"],
    ['["localhost", ""]', "localhost,"],
    ["\n    - localhost\n    - 10.0.0.1", "localhost,10.0.0.1"],
  ])("%s", (value, joined) => {
    expect(spelled(value)).toMatchObject({ NO_PROXY: joined, no_proxy: joined });
  });

  test.each(["[]", '""', "null"])("%s: NO_PROXY is left out", (value) => {
    expect(spelled(value)).not.toHaveProperty("NO_PROXY");
    expect(spelled(value)).not.toHaveProperty("no_proxy");
  });
});

describe("verification", () => {
  test.each([
    ["", "1"],
    ["sslRejectUnauthorized: true", "1"],
    ["sslRejectUnauthorized: false", "0"],
    ["sslRejectUnauthorized: no", "0"],
    ['sslRejectUnauthorized: "false"', "1"],
  ])("%j", (yaml, value) => {
    expect(render(proxy(`connectionString: http://p:1\n${yaml}`)).variables.NODE_TLS_REJECT_UNAUTHORIZED).toBe(value);
  });
});

describe("the one CA file", () => {
  const url = "connectionString: https://p:1";
  const file = "/usr/src/certs/trusted-ca-certs/ca.crt";

  test.each([
    ["both inline values", `${proxy(`${url}\nsslCA: PROXY`)}\ntrustedCACerts: {value: OWN}`, file, "OWN\nPROXY"],
    ["the proxy's alone", proxy(`${url}\nsslCA: PROXY`), file, "PROXY"],
    ["without a proxy", "trustedCACerts: {value: OWN}", file, "OWN"],
    [
      "inline wins over a ConfigMap, which is then not added",
      `${proxy(`${url}\nsslCAConfigmap: {name: m, key: k.crt}`)}\ntrustedCACerts: {value: OWN}`,
      file,
      "OWN",
    ],
    [
      "a ConfigMap of its own wins over the proxy's",
      `${proxy(`${url}\nsslCAConfigmap: {name: m, key: k.crt}`)}\ntrustedCACerts: {existingConfigmap: {name: t}}`,
      file,
      null,
    ],
    [
      "the proxy's ConfigMap",
      proxy(`${url}\nsslCAConfigmap: {name: m, key: ca_0.crt}`),
      "/usr/src/certs/trusted-ca-certs/ca_0.crt",
      null,
    ],
  ])("%s", (_, yaml, path, text) => {
    const { variables, files } = render(yaml);
    expect(variables.NODE_EXTRA_CA_CERTS).toBe(path);
    expect(files[path]?.text).toBe(text);
  });

  test("none: no variable", () => {
    expect(render(proxy(url)).variables).not.toHaveProperty("NODE_EXTRA_CA_CERTS");
  });
});
