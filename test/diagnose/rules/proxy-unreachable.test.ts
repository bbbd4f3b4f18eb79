import { expect, test } from "vitest";
import { actors, failed, findings, row, seen, snippets, summary, tcp } from "../observations.ts";

test.each(["timed-out", "unreachable", "not-permitted"] as const)("tcp %s on a proxy route", (code) => {
  const result = findings([seen(row("a"), failed(tcp(), code)), seen(row("b"), failed(tcp(), code))]);
  expect(summary(result)).toEqual(["proxy-unreachable error: a b"]);
  expect(actors(result[0]!)).toEqual(["operator", "firewall-admin", "proxy-admin"]);
  expect(snippets(result[0]!)).toMatch(/the CARTO hosts {2}proxy\.corp\.test {2}3128 {3}TCP/);
  expect(result[0]!.why.includes("not-permitted")).toBe(code === "not-permitted");
});
