import { expect, test } from "vitest";
import { findings, http, one, open, refused, row, seen, snippets, summary, tcp, tls } from "./observations.ts";

const WILDCARD = { wildcard: "*.hub.test" };
const sample = (host: string, ...steps: Parameters<typeof seen>[1][]) =>
  seen(row(`hub@${host}`, { ...WILDCARD, host: `${host}.hub.test` }), tcp(), ...steps);
const own = (...steps: Parameters<typeof seen>[1][]) =>
  seen(row("hub", { ...WILDCARD, kind: "policy", host: "carto-proxy-probe.hub.test", path: null }), tcp(), ...steps);
const through = [open(), tls(), http()];

test("known hosts alone: a finding of its own, with the wildcard in the remedy", () => {
  const other = seen(row("maps"), tcp(), refused("denied"));
  const result = findings([sample("registry", ...through), own(refused("denied")), other]);
  expect(summary(result)).toEqual(["proxy-denied error: hub", "proxy-denied error: maps"]);
  expect(result[0]?.title).toContain("*.hub.test");
  expect(snippets(result[0]!)).toContain("dstdomain .hub.test");
  expect(result[0]?.why).toContain("registry.hub.test");
});

test("one known host is denied as well: two findings, for two changes", () => {
  const result = findings([sample("registry", ...through), sample("login", refused("denied")), own(refused("denied"))]);
  expect(summary(result)).toEqual(["proxy-denied error: hub@login", "proxy-denied error: hub"]);
});

test("where no known host got through, the wildcard is denied with them", () => {
  const finding = one(findings([sample("registry", refused("denied")), own(refused("denied"))]), "proxy-denied");
  expect(finding.affects).toEqual(["hub@registry", "hub"]);
});

test("that the proxy let a missing host through does not mean that it opens tunnels", () => {
  const tolerated = { ...refused("dns-failure", 503), ok: true } as ReturnType<typeof refused>;
  delete tolerated.failure;
  const result = findings([seen(row("maps"), tcp(), refused("denied")), own(tolerated)]);
  expect(one(result, "proxy-denied").why).toContain("It opened no tunnel in this run");
});
