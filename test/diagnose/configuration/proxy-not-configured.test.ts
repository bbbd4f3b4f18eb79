import { expect, test } from "vitest";
import { actors, direct, findings, http, noProxies, row, seen, summary, tcp, tls, works } from "../observations.ts";

test("no proxy variable at all is a notice", () => {
  const through = seen(row("a", direct), tcp(), tls(), http());
  const result = findings([through], noProxies);
  expect(summary(result)).toEqual(["proxy-not-configured notice: a"]);
  expect(actors(result[0]!)).toEqual(["operator"]);
  expect(findings([works("a")])).toEqual([]);
});
