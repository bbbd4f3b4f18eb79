import { expect, test } from "vitest";
import type { Check } from "../../../src/plan/check.ts";
import { database, failed, findings, one, row, seen, snippets, summary, tcp, tls, works } from "../observations.ts";

const strict = (id: string): Check =>
  row(`strict:${id}`, { kind: "policy", route: { kind: "direct", reason: "strict-egress", entry: null }, path: null });
const leaking = (id: string) => seen(strict(id), tcp(), failed(tls(), "reached"));
const closed = (id: string) => seen(strict(id), tcp(), tls({ version: null, verified: null }));
const replaced = (id: string) =>
  seen(strict(id), tcp(), tls({ verified: false, enforced: false, answeredBy: "CN=Filter" }));

test("every host that leaks is one finding, and a firewall's", () => {
  const result = findings([works("auth"), leaking("auth"), leaking("maps"), closed("pubsub")]);
  expect(summary(result)).toEqual(["egress-leak error: strict:auth strict:maps"]);
  expect(result[0]?.remedies.map(({ who }) => who)).toEqual(["firewall-admin"]);
});

test("something else that answers is a warning of its own", () => {
  const result = findings([leaking("auth"), replaced("maps")]);
  expect(summary(result)).toEqual(["egress-leak error: strict:auth", "egress-leak warning: strict:maps"]);
  expect(result[1]?.evidence[0]).toContain("CN=Filter");
});

test("a way that is closed is a pass, also with verification off", () => {
  expect(findings([closed("auth")])).toEqual([]);
  expect(findings([works("auth"), replaced("maps")], { tlsVerification: false }).map(({ code }) => code)).not.toContain(
    "tls-untrusted",
  );
});

test("outside of --strict-egress a direct row that works is no leak", () => {
  const route = { kind: "direct", reason: "no_proxy", entry: ".example.test" } as const;
  expect(findings([seen(row("auth", { route }), tcp(), tls())])).toEqual([]);
});

test("the proxy and what goes direct on purpose stay open", () => {
  const warehouse = seen(database("redis", { port: 443 }), tcp("db.example.test", 443));
  const proxy = "http://proxy.corp.test:443";
  const proxied = works("auth", { route: { kind: "proxy", proxy, reason: "https_proxy", form: "tunnel" } });
  const result = findings([proxied, warehouse, leaking("auth")]);
  const rules = snippets(one(result, "egress-leak")).split("\n");
  expect(rules.filter((line) => line.startsWith("iptables"))).toEqual([
    "iptables -I FORWARD -p tcp --dport 443 -j REJECT",
    "iptables -I FORWARD -p tcp -d proxy.corp.test --dport 443 -j ACCEPT",
    "iptables -I FORWARD -p tcp -d db.example.test --dport 443 -j ACCEPT",
  ]);
});
