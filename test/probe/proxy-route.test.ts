import { expect, test } from "vitest";
import type { ProxyRoute } from "../../src/plan/check.ts";
import { authority, proxyAuthorization, proxyOf } from "../../src/probe/proxy-route.ts";
import { Secret } from "../../src/settings/secret.ts";
import { settings } from "../support/checks.ts";

const route = (proxy: string): ProxyRoute => ({ kind: "proxy", proxy, reason: "https_proxy", form: "tunnel" });

test.each([
  ["http://proxy.corp:3128", { scheme: "http", host: "proxy.corp", port: 3128 }],
  ["https://proxy.corp:443", { scheme: "https", host: "proxy.corp", port: 443 }],
  ["http://proxy.corp:80", { scheme: "http", host: "proxy.corp", port: 80 }],
  ["http://[2001:db8::1]:3128", { scheme: "http", host: "2001:db8::1", port: 3128 }],
])("%s, where the settings have no such proxy", (url, expected) => {
  expect(proxyOf(route(url), settings())).toEqual({ ...expected, credentials: null, href: url });
});

test("credentials come from the settings, and go to the proxy that they are for alone", () => {
  const credentials = { user: new Secret("jané"), password: new Secret("p:@/ss") };
  const configured = settings({ credentials: { proxy: "http://proxy.corp:3128", credentials } });
  const own = proxyOf(route("http://proxy.corp:3128"), configured);
  const pair = Buffer.from("jané:p:@/ss", "utf8").toString("base64");
  expect(proxyAuthorization(own)).toEqual({ "Proxy-Authorization": `Basic ${pair}` });
  expect(proxyAuthorization(proxyOf(route("http://other.corp:3128"), configured))).toEqual({});
});

test.each([
  ["auth.carto.com", 443, "auth.carto.com:443"],
  ["10.0.0.1", 80, "10.0.0.1:80"],
  ["2001:db8::1", 443, "[2001:db8::1]:443"],
])("authority of %s", (host, port, expected) => {
  expect(authority(host, port)).toBe(expected);
});
