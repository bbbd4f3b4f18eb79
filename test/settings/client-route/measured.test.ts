// What each library was seen to do, old versions that are not installed included: D direct, P by the proxy, E throws.

import { describe, expect, test } from "vitest";
import { reading, target } from "./readings.ts";

/** The columns, in order. undici 7 and 8, Node's fetch 24 and 22, its https 24 and 22 … */
const COLUMNS = [
  reading("undici", "7"),
  reading("undici", ">=8.11"),
  reading("node-fetch-env", "Node 24"),
  reading("node-http-env", "Node >=24"),
  reading("node-http-env", "Node 22"),
  reading("proxy-agent"),
  reading("gaxios"),
  reading("teeny-request"),
  reading("axios"),
  reading("grpc-js"),
  reading("snowflake-sdk", ">=2.4"),
  reading("snowflake-sdk", "<2.2"),
  reading("curl"),
  reading("requests"),
  reading("go"),
];

/** NO_PROXY and no_proxy alike; the proxy is set for https in both cases. */
const MEASURED: [list: string, host: string, port: number, routes: string][] = [
  ["example.com", "example.com", 443, "DDDDDDDDDDDDDDD"],
  ["example.com", "sub.example.com", 443, "DDDPPPPPPDPDDDD"],
  ["example.com", "notexample.com", 443, "PPPPPPPPPDPDPPP"],
  [".example.com", "example.com", 443, "DDDDDPPPPPDDDDP"],
  [".example.com", "sub.example.com", 443, "DDDDDDDDDDDDDDD"],
  [".example.com", "notexample.com", 443, "PPPPDPPPPPDDPPP"],
  ["*.example.com", "example.com", 443, "DPDPPPPPPPPDPPP"],
  ["*.example.com", "sub.example.com", 443, "DDDDDDDDDPDDPPD"],
  ["*example.com", "notexample.com", 443, "PPPPPDPPDPDDPPP"],
  ["example.com:443", "example.com", 443, "DDDDDDPPDPPPPPD"],
  ["example.com:443", "example.com", 8443, "PPPPPPPPPPPPPPP"],
  ["ample.com", "example.com", 443, "PPPPPPPPPDPDPPP"],
  ["example.*", "example.com", 443, "PPPPPPPPPPDDPPP"],
  ["EXAMPLE.COM", "example.com", 443, "DDDDDDPPDPPPDDD"],
  ["example.com.", "example.com", 443, "PDPPPPPPDPPDDPP"],
  ["https://example.com", "example.com", 443, "PPPPPPDDPPPDPPP"],
  ["10.0.0.0/8", "10.1.2.3", 443, "PPPPPPPPDDPPDDD"],
  ["10.1.2.3", "10.1.2.3", 443, "DDDDDDDDDDDDDDD"],
  ["::1", "::1", 443, "PDPDDPPPDDPDDDD"],
  ["[::1]", "::1", 443, "DDDPPDDDDPDDPPD"],
  ["*", "example.com", 443, "DDDDDDPPDPDDDDD"],
  ["foo.test,*", "example.com", 443, "PDPDDDPPDPDDPPD"],
  ["foo.test, example.com", "example.com", 443, "DDDDDDDDDPDDDDD"],
  ["foo.test example.com", "example.com", 443, "DDDPPDPPDPPPDPP"],
  ["foo.test;example.com", "example.com", 443, "PPPPPPPPPPPPPPP"],
  ["localhost,", "example.com", 443, "PPPPPPPPPDPDPPP"],
  ["snowflakecomputing.com", "acct.snowflakecomputing.com", 443, "DDDPPPPPPDPDDDD"],
  [".snowflakecomputing.com", "acct.snowflakecomputing.com", 443, "DDDDDDDDDDDDDDD"],
  ["", "localhost", 443, "PPPPPPPPPPPPPPD"],
];

const PROXY = "http://proxy.corp:3128";

describe.each(MEASURED)("NO_PROXY=%j → %s:%i", (list, host, port, routes) => {
  test.each(COLUMNS.map((column, index) => [`${column.client} ${column.versions}`, column, routes[index]] as const))(
    "%s",
    (_, { read }, route) => {
      const variables = { HTTPS_PROXY: PROXY, https_proxy: PROXY, NO_PROXY: list, no_proxy: list };
      const told = { proxy: "P", direct: "D", error: "E" }[read(variables, target(host, "https", port)).route];
      expect(told).toBe(route);
    },
  );
});

describe("snowflake-sdk in three generations", () => {
  const GENERATIONS = ["<2.2", "2.2 to 2.3", ">=2.4"].map((versions) => reading("snowflake-sdk", versions));
  test.each([
    ["snowflakecomputing.com", "DPP"],
    [".snowflakecomputing.com", "DPD"],
    ["*.snowflakecomputing.com", "DDD"],
    // 2.2 matches from the start of the URL, "https://" and all: not even the exact name is found there.
    ["acct.snowflakecomputing.com", "DPD"],
    // 2.2 takes an empty entry for "none found", and looks no further; before, it covers everything.
    [",*.snowflakecomputing.com", "DPD"],
    ["a|*.snowflakecomputing.com", "DDD"],
    ["localhost,", "DPP"],
    ["[", "EEP"],
  ])("NO_PROXY=%j → acct.snowflakecomputing.com: %s", (list, routes) => {
    const told = GENERATIONS.map(({ read }) => {
      const { route } = read({ https_proxy: PROXY, no_proxy: list }, target("acct.snowflakecomputing.com"));
      return route[0]?.toUpperCase();
    });
    expect(told.join("")).toBe(routes);
  });
});

describe("axios 0.27 knows exact names and leading dots alone", () => {
  test.each([
    ["example.com", "example.com", "direct"],
    ["example.com", "sub.example.com", "proxy"],
    [".example.com", "sub.example.com", "direct"],
    ["*.example.com", "sub.example.com", "proxy"],
    ["10.0.0.0/8", "10.1.2.3", "proxy"],
    ["EXAMPLE.COM", "example.com", "proxy"],
    ["example.com:443", "example.com", "proxy"],
  ])("NO_PROXY=%j → %s: %s", (list, host, route) => {
    const { read } = reading("axios", "0.27");
    expect(read({ https_proxy: PROXY, no_proxy: list }, target(host)).route).toBe(route);
  });
});
