import { expect, test } from "vitest";
import type { Check } from "../../../src/plan/check.ts";
import {
  actors,
  direct,
  failed,
  findings,
  http,
  plain,
  refusal,
  reply,
  row,
  seen,
  summary,
  tcp,
  tunnel,
} from "../observations.ts";

const connect = (id: string, status: number, location?: string) => {
  const answer = reply(status, "Found", location ? [["location", location]] : []);
  return seen(row(id), tcp(), failed(tunnel({ reply: answer, refusal: refusal("other") }), "refused-by-proxy"));
};
const requested = (id: string, location: string, more: Partial<Check> = {}) => {
  const exchange = http(302);
  if (exchange.facts.protocol === "http") exchange.facts.reply = reply(302, "Found", [["location", location]]);
  return seen(row(id, { ...plain, ...more }), tcp(), exchange);
};

test("one finding for one portal", () => {
  const result = findings([
    connect("a", 302, "https://login.portal.test.net/x"),
    connect("b", 302, "https://login.portal.test.net/y"),
    connect("c", 511),
  ]);
  expect(summary(result)).toEqual(["captive-portal error: a b", "captive-portal error: c"]);
  expect(actors(result[0]!)).toEqual(["proxy-admin", "operator"]);
});

test("a redirect within the target's own site, and none at all, are an error of the proxy's", () => {
  expect(summary(findings([connect("a", 302, "https://www.example.test/"), connect("b", 302)]))).toEqual([
    "proxy-error error: a b",
  ]);
});

test("on the direct route it is the firewall's", () => {
  const [finding] = findings([requested("a", "http://10.0.0.1/hotspot", { ...direct, host: "a.example.com" })]);
  expect(finding?.code).toBe("captive-portal");
  expect(actors(finding!)).toEqual(["firewall-admin", "operator"]);
});

/** A plain request that Squid's deny_info answered, as the probe records it. */
const denyInfo = (id: string, location: string) => {
  const exchange = http(302, { refusal: refusal("other") });
  const marks: [string, string][] = [
    ["location", location],
    ["x-squid-error", "403 Access Denied"],
  ];
  if (exchange.facts.protocol === "http") exchange.facts.reply = reply(302, "Found", marks);
  return seen(row(id, plain), tcp(), failed(exchange, "refused-by-proxy"));
};

test.each([
  ["https://login.portal.test.net/guest", "captive-portal"],
  ["http://gate.corp.test.net/blocked.html", "proxy-denied"],
  ["http://gate.corp.test.net/no", "proxy-denied"],
  ["https://www.example.test/login", "proxy-denied"],
])("a redirect of Squid's own to a plain request, to %s", (location, code) => {
  expect(summary(findings([denyInfo("a", location)]))).toEqual([`${code} error: a`]);
});
