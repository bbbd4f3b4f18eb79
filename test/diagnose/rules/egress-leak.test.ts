import { expect, test } from "vitest";
import type { Check } from "../../../src/plan/check.ts";
import { failed, findings, row, seen, summary, tcp, tls, works } from "../observations.ts";

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
