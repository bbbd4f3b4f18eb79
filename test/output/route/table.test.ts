import { describe, expect, test } from "vitest";
import { routeJson } from "../../../src/output/route/json.ts";
import { routeTable } from "../../../src/output/route/table.ts";
import { agreementOn } from "../../../src/settings/client-route/agreement.ts";
import type { Variables } from "../../../src/settings/client-route/client-route.ts";
import { parseTarget } from "../../../src/settings/client-route/target.ts";

const STYLE = { width: 80, color: false, detail: "normal" } as const;
const NAMES = ["HTTP_PROXY", "HTTPS_PROXY", "GRPC_PROXY"].flatMap((name) => [name, name.toLowerCase()]);

function everywhere(proxy: string, list: string): Variables {
  return { ...Object.fromEntries(NAMES.map((name) => [name, proxy])), NO_PROXY: list, no_proxy: list };
}

function table(variables: Variables, host: string): string {
  return routeTable([agreementOn(variables, parseTarget(host))], STYLE);
}

describe("the table", () => {
  test("one proxy in every variable: all agree, nothing to do", () => {
    const text = table(everywhere("http://proxy:3128", "localhost"), "auth.carto.com");
    expect(text).toMatch(
      /^auth\.carto\.com:443 \(https\): all client libraries agree\n {2}proxy http:\/\/proxy:3128\n/,
    );
    expect(text).toContain("Nothing to do: all client libraries go by the proxy.");
  });

  test("a bare domain: who would do what, and the entries to copy on a line of their own", () => {
    const text = table(everywhere("http://proxy:3128", "snowflakecomputing.com"), "acct.snowflakecomputing.com");
    expect(text).toContain("the client libraries disagree");
    expect(text).toMatch(/no_proxy "snowflakecomputing\.com"\n +undici/);
    expect(text).toContain("\n      snowflakecomputing.com,.snowflakecomputing.com,*.snowflakecomputing.com\n");
  });

  test("an empty entry is named as what it is to grpc-js", () => {
    const text = table(everywhere("http://proxy:3128", "localhost,"), "pubsub.googleapis.com");
    expect(text).toMatch(/Take the empty entry .*covers\s+every\s+host for grpc-js\./s);
  });

  test("an https:// proxy, which gRPC does not know", () => {
    const text = table(everywhere("https://proxy:3129", "localhost"), "pubsub.googleapis.com");
    expect(text).toMatch(/grpc-js uses no https:\/\/ proxy and goes\s+direct/);
    expect(text).not.toMatch(/no proxy\s+is\s+found/);
  });

  test("variables that only some clients read: who finds none, and what to set", () => {
    const text = table({ HTTPS_PROXY: "http://proxy:3128" }, "http://plain.test");
    expect(text).toMatch(/undici.*go: no\s+proxy\s+is\s+found\. Set\s+HTTP_PROXY/s);
    expect(text).not.toContain("Go never uses");
  });

  test("the loopback, which Go never proxies", () => {
    expect(table(everywhere("http://proxy:3128", ""), "127.0.0.1")).toContain("Go never uses a proxy for the loopback");
  });

  test("several proxies are named", () => {
    const variables = { ...everywhere("http://one:3128", ""), HTTP_PROXY: "http://two:3128" };
    expect(table(variables, "auth.carto.com")).toMatch(/name 2 proxies \(http:\/\/one:3128, http:\/\/two:3128\)/);
  });

  test("a value that some libraries throw on", () => {
    const text = table(everywhere("proxy.corp:3128", "localhost"), "auth.carto.com");
    expect(text).toMatch(/ {2}error\n/);
    expect(text).toMatch(/Correct .*http:\/\/host:port/s);
  });

  test("no line is wider than the terminal, but for what is there to be copied", () => {
    const text = table(everywhere("http://proxy:3128", ".example.com, 10.0.0.0/8,*"), "sub.example.com");
    for (const line of text.split("\n")) if (!/^ {6}\S+$/.test(line)) expect(line.length).toBeLessThanOrEqual(80);
  });

  test("neither a password nor a control character gets out", () => {
    const variables = everywhere("http://ana:canary@proxy:3128", "a\u001b[2J,sub.example.com");
    const targets = [agreementOn(variables, parseTarget("sub.example.com"))];
    for (const text of [routeTable(targets, STYLE), routeJson(targets)]) {
      expect(text).not.toContain("canary");
      expect(text).not.toContain("\u001b");
    }
  });
});

describe("--json", () => {
  test("the document of the contract", () => {
    const variables = everywhere("http://proxy:3128", "snowflakecomputing.com");
    const document = JSON.parse(routeJson([agreementOn(variables, parseTarget("acct.snowflakecomputing.com"))]));
    expect(document.schema).toBe("carto-proxy/route/1");
    const [route] = document.routes;
    expect(route).toMatchObject({ target: "acct.snowflakecomputing.com:443", scheme: "https", agree: false });
    expect(route.clients).toContainEqual(
      expect.objectContaining({
        client: "snowflake-sdk",
        versions: ">=2.4",
        route: "proxy",
        proxy: "http://proxy:3128",
        variable: "https_proxy",
        entry: null,
      }),
    );
    expect(route.clients).toContainEqual(
      expect.objectContaining({
        client: "undici",
        route: "direct",
        proxy: null,
        variable: null,
        entry: "snowflakecomputing.com",
      }),
    );
    expect(route.advice).toContain("snowflakecomputing.com,.snowflakecomputing.com,*.snowflakecomputing.com");
  });
});
