import { EnvHttpProxyAgent, request } from "undici";
import { describe, expect, test } from "vitest";
import { matchNoProxy, type NoProxyClient } from "../../src/settings/no-proxy.ts";

// Columns: undici 8, gaxios 7.3, grpc-js 1.14, snowflake-sdk 3.3 as measured; D goes direct, P by the proxy.
const CLIENTS: NoProxyClient[] = ["undici", "gaxios", "grpc-js", "snowflake-sdk"];
const CASES: [value: string, host: string, routes: string][] = [
  ["example.com", "example.com", "DDDD"],
  ["example.com", "sub.example.com", "DPDP"],
  ["example.com", "notexample.com", "PPDP"],
  [".example.com", "example.com", "DPPD"],
  [".example.com", "sub.example.com", "DDDD"],
  [".example.com", "a.b.example.com", "DDDD"],
  [".example.com", "notexample.com", "PPPD"],
  ["*.example.com", "example.com", "PPPP"],
  ["*.example.com", "sub.example.com", "DDPD"],
  ["*.example.com", "notexample.com", "PPPP"],
  ["*example.com", "example.com", "PPPD"],
  ["*example.com", "notexample.com", "PPPD"],
  ["example.com:443", "example.com", "DPPP"],
  ["example.com:8443", "example.com", "PPPP"],
  ["ample.com", "example.com", "PPDP"],
  ["example.*", "example.com", "PPPD"],
  ["EXAMPLE.COM", "example.com", "DPPP"],
  ["example.com.", "example.com", "DPPP"],
  ["https://example.com", "example.com", "PDPP"],
  ["10.0.0.0/8", "10.1.2.3", "PPDP"],
  ["10.0.0.0/8", "11.1.2.3", "PPPP"],
  // JavaScript shifts by 32 as by 0: to grpc-js "/0" is the first address alone.
  ["0.0.0.0/0", "11.1.2.3", "PPPP"],
  ["0.0.0.0/0", "0.0.0.0", "PPDP"],
  ["10.1.2.3", "10.1.2.3", "DDDD"],
  ["10.*", "10.1.2.3", "PPPD"],
  ["*", "example.com", "DPPD"],
  ["foo.test,*", "example.com", "DPPD"],
  ["foo.test, example.com", "example.com", "DDPD"],
  ["foo.test example.com", "example.com", "DPPP"],
  ["foo.test;example.com", "example.com", "PPPP"],
  ["localhost,", "example.com", "PPDP"],
  [",example.com", "example.com", "DDDD"],
  ["snowflakecomputing.com", "acct.snowflakecomputing.com", "DPDP"],
  [".snowflakecomputing.com", "acct.snowflakecomputing.com", "DDDD"],
  ["a|example.com", "example.com", "PPPD"],
];

describe.each(CASES)("NO_PROXY=%j → %s", (value, host, routes) => {
  test.each(CLIENTS.map((client, index) => [client, routes[index]]))("%s: %s", (client, route) => {
    const entry = matchNoProxy(client as NoProxyClient, value.split(","), { scheme: "https", host, port: 443 });
    expect(entry === null ? "P" : "D").toBe(route);
  });
});

test("grpc-js: an empty entry matches every host, and is named as the one that did", () => {
  expect(
    matchNoProxy("grpc-js", ["localhost", ""], { scheme: "https", host: "pubsub.googleapis.com", port: 443 }),
  ).toBe("");
});

describe("the real undici", () => {
  test.each(CASES)("NO_PROXY=%j → %s", async (noProxy, host) => {
    let direct = false;
    const connect = (_: unknown, answer: (error: Error, socket: null) => void) => {
      direct = true;
      answer(new Error("went direct"), null);
    };
    // Port 1 of loopback stands for the proxy: nothing listens there, and nothing needs to.
    const proxy = "http://127.0.0.1:1";
    const dispatcher = new EnvHttpProxyAgent({
      httpProxy: proxy,
      httpsProxy: proxy,
      noProxy,
      connect: connect as never,
    });
    await expect(request(`https://${host}/`, { dispatcher })).rejects.toThrow();
    await dispatcher.destroy();
    const ours = matchNoProxy("undici", noProxy.split(","), { scheme: "https", host, port: 443 });
    expect(ours !== null).toBe(direct);
  });
});
