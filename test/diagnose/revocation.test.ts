// What it costs that Snowflake's revocation service is not reached: said where it alone is concerned, and by how it failed.

import { expect, test } from "vitest";
import type { Check } from "../../src/plan/check.ts";
import {
  clientOf,
  direct,
  failed,
  findings,
  library,
  open,
  refused,
  row,
  seen,
  tcp,
  unanswered,
} from "./observations.ts";

const PROXIED: Check["route"] = {
  kind: "proxy",
  proxy: "http://proxy.corp.test:3128",
  reason: "http_proxy",
  form: "tunnel",
};
const cache = (more: Partial<Check> = {}) =>
  row("snowflake-ocsp", {
    protocol: "http",
    port: 80,
    need: "optional",
    warehouse: { kind: "snowflake", index: 0 },
    route: PROXIED,
    ...more,
  });
const SILENCE = failed(unanswered(), "timed-out");

function told(...checks: Parameters<typeof findings>[0]) {
  const [finding, ...others] = findings(checks);
  expect(others).toEqual([]);
  return { ...finding!, does: finding!.remedies.map((remedy) => `${remedy.who}: ${remedy.do}`).join("\n") };
}

test("silence behind a tunnel, and without a proxy", () => {
  const proxied = told(seen(cache(), tcp(), open(), SILENCE));
  expect(proxied.why).toContain("5 s longer");
  expect(proxied.does).toContain("firewall-admin: Let the proxy reach snowflake-ocsp.example.test:80");
  const blocked = told(seen(cache(direct), failed(tcp("snowflake-ocsp.example.test", 80), "timed-out")));
  expect(blocked.why).toContain("5 s longer");
  expect(blocked.does).toContain("firewall-admin: Let the CARTO hosts reach snowflake-ocsp.example.test:80");
});

test("a refusal costs no time, and nobody is asked to end a silence", () => {
  const denied = told(seen(cache(), tcp(), refused("denied")));
  expect(denied.why).toContain("A refusal costs no time by itself");
  expect(denied.does).not.toContain("waits for silence alone");
});

test("a responder is named where the driver was kept from it", () => {
  const kept = { to: "responder.example:80", kind: "direct", address: null, asked: null, status: null } as const;
  const account = row("snowflake", { warehouse: { kind: "snowflake", index: 0 } });
  const driver = seen(clientOf(account, "snowflake"), library("snowflake-sdk 3.3.0", { ...kept, kept: "not-planned" }));
  expect(told(seen(cache(), tcp(), open(), SILENCE), driver).does).toContain(
    "in this run responder.example:80, from which it was kept",
  );
  expect(told(seen(cache(), tcp(), open(), SILENCE)).does).not.toContain("in this run");
});

test("a proxy that denies everything has one finding, which does not speak of it", () => {
  const { affects, why } = told(seen(row("a"), tcp(), refused("denied")), seen(cache(), tcp(), refused("denied")));
  expect(affects).toEqual(["a", "snowflake-ocsp"]);
  expect(why).not.toContain("revoked");
});
