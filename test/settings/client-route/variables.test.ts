// Which variable each library reads, and what it makes of a value that is not as it should be.

import { describe, expect, test } from "vitest";
import type { Client, Variables } from "../../../src/settings/client-route/client-route.ts";
import { CLIENT_READINGS } from "../../../src/settings/client-route/index.ts";
import { reading, target } from "./readings.ts";

const H = "http://upper-http:3128";
const S = "http://upper-https:3128";
const h = "http://lower-http:3128";
const s = "http://lower-https:3128";

function told(client: Client, variables: Variables, scheme: "http" | "https" = "https"): string {
  const { route, variable } = reading(client).read(variables, target("example.com", scheme));
  return variable === null ? route : `${route} ${variable}`;
}

describe("the variable that decides", () => {
  const BOTH = { HTTP_PROXY: H, HTTPS_PROXY: S, http_proxy: h, https_proxy: s };
  test.each<[client: Client, variables: Variables, https: string, http: string]>([
    ["undici", BOTH, "proxy https_proxy", "proxy http_proxy"],
    ["gaxios", BOTH, "proxy HTTPS_PROXY", "proxy HTTPS_PROXY"],
    ["teeny-request", BOTH, "proxy HTTP_PROXY", "proxy HTTP_PROXY"],
    ["grpc-js", BOTH, "proxy https_proxy", "proxy https_proxy"],
    ["snowflake-sdk", BOTH, "proxy https_proxy", "proxy http_proxy"],
    ["databricks-sql", BOTH, "direct", "direct"],
    ["go", BOTH, "proxy HTTPS_PROXY", "proxy HTTP_PROXY"],
    ["undici", { HTTP_PROXY: H }, "proxy HTTP_PROXY", "proxy HTTP_PROXY"],
    ["snowflake-sdk", { HTTP_PROXY: H }, "direct", "proxy HTTP_PROXY"],
    ["curl", { HTTP_PROXY: H }, "direct", "direct"],
    ["grpc-js", { HTTP_PROXY: H, HTTPS_PROXY: S, GRPC_PROXY: S }, "direct", "direct"],
    ["grpc-js", { grpc_proxy: h, https_proxy: s }, "proxy grpc_proxy", "proxy grpc_proxy"],
    ["proxy-agent", { ALL_PROXY: H }, "proxy ALL_PROXY", "proxy ALL_PROXY"],
    ["undici", { ALL_PROXY: H }, "direct", "direct"],
    // An empty lower-case variable hides the upper-case one, to some.
    ["undici", { HTTPS_PROXY: S, https_proxy: "" }, "direct", "direct"],
    ["node-http-env", { HTTPS_PROXY: S, https_proxy: "" }, "proxy HTTPS_PROXY", "direct"],
    ["requests", { HTTPS_PROXY: S, https_proxy: "" }, "direct", "direct"],
    ["curl", { HTTPS_PROXY: S, https_proxy: "" }, "proxy HTTPS_PROXY", "direct"],
  ])("%s with %j", (client, variables, https, http) => {
    expect(told(client, variables)).toBe(https);
    expect(told(client, variables, "http")).toBe(http);
  });

  test("gaxios lets an empty NO_PROXY hide no_proxy, teeny-request does not", () => {
    const variables = { HTTPS_PROXY: S, NO_PROXY: "", no_proxy: "example.com" };
    expect(told("gaxios", variables)).toBe("proxy HTTPS_PROXY");
    expect(told("teeny-request", variables)).toBe("direct");
  });
});

describe("a value that is not as it should be", () => {
  test.each<[client: Client, value: string, https: string]>([
    ["undici", "proxy.corp:3128", "error https_proxy"],
    ["node-http-env", "proxy.corp:3128", "error https_proxy"],
    ["gaxios", "proxy.corp:3128", "error https_proxy"],
    ["proxy-agent", "proxy.corp:3128", "proxy https_proxy"],
    ["snowflake-sdk", "proxy.corp:3128", "proxy https_proxy"],
    ["grpc-js", "proxy.corp:3128", "direct"],
    ["grpc-js", "https://proxy.corp:3128", "direct"],
    ["node-http-env", "http://proxy.corp:3128\r", "error https_proxy"],
    ["undici", "http://proxy.corp:3128/path", "error https_proxy"],
    ["curl", "http://proxy.corp:3128 ", "error https_proxy"],
    ["snowflake-sdk", "http://ana@proxy.corp:3128", "error https_proxy"],
    ["go", "http://proxy.corp:3128\r", "direct"],
  ])("%s with %j", (client, value, https) => {
    expect(told(client, { https_proxy: value })).toBe(https);
  });

  test("the port that is used where none is given", () => {
    const proxy = (client: Client) => reading(client).read({ https_proxy: "http://p.corp" }, target("a.test")).proxy;
    expect(proxy("undici")).toBe("http://p.corp:80");
    expect(proxy("curl")).toBe("http://p.corp:1080");
  });

  test("snowflake-sdk throws for the variable that it does not even need", () => {
    const answer = reading("snowflake-sdk").read({ https_proxy: s, http_proxy: '"http://p:1"' }, target("a.test"));
    expect(answer).toMatchObject({ route: "error", variable: "http_proxy" });
  });
});

test("no answer of any library shows a user or a password", () => {
  const value = "http://canary-user:canary-pass@proxy.corp:3128";
  const names = ["HTTP_PROXY", "HTTPS_PROXY", "http_proxy", "https_proxy", "grpc_proxy"];
  for (const text of [value, `${value}/path`, `"${value}"`, `${value} `, value.slice(7), `foo://${value.slice(7)}`]) {
    const variables = Object.fromEntries(names.map((name) => [name, text]));
    for (const { read } of CLIENT_READINGS) {
      expect(
        JSON.stringify([read(variables, target("a.test")), read(variables, target("a.test", "http"))]),
      ).not.toMatch(/canary/);
    }
  }
});

test.each([
  ".".repeat(1_000_000),
  "*a".repeat(500_000),
  `(${"a+".repeat(1000)})+$`,
  "a,".repeat(500_000),
  ":".repeat(1_000_000),
])("a list that is made to be slow is read in bounded time", (list) => {
  const variables = { HTTPS_PROXY: S, https_proxy: S, NO_PROXY: `${list}x`, no_proxy: `${list}x` };
  const started = process.hrtime.bigint();
  for (const { read } of CLIENT_READINGS) read(variables, target(`${"a".repeat(60)}.test`));
  expect(process.hrtime.bigint() - started).toBeLessThan(60_000_000_000n);
});
