import { expect, test } from "vitest";
import type { Check } from "../../../src/plan/check.ts";
import { actors, direct, findings, http, plain, reply, row, seen, snippets, summary, tcp } from "../observations.ts";

function answered(id: string, body: string, more: Partial<Check> = {}, headers: [string, string][] = []) {
  const exchange = http(200);
  if (exchange.facts.protocol === "http") exchange.facts.reply = { ...reply(200, "OK", headers), body };
  return seen(row(id, { ...plain, ...more }), tcp(), exchange);
}

test("one finding for each product, in its language, for whoever runs it", () => {
  const result = findings([
    answered("a", "Powered by FortiGuard"),
    answered("b", "FortiGuard Web Filtering"),
    answered("c", "Stopped. Internet Security by Zscaler", direct),
    answered("d", "an answer"),
  ]);
  expect(summary(result)).toEqual(["block-page error: a b", "block-page error: c"]);
  expect(result[0]?.evidence[0]).toBe('the mark of Fortinet FortiGate: the page says "Powered by FortiGuard"');
  expect(result.map(actors)).toEqual([["proxy-admin"], ["firewall-admin"]]);
  expect(snippets(result[0]!)).toBe("a.example.test\nb.example.test");
});

test("a weak sign alone is none, beside a second one of the same product it is", () => {
  expect(findings([answered("a", "Web Page Blocked")])).toEqual([]);
  expect(summary(findings([answered("a", '<i class="fgd_icon"></i>Web Page Blocked')]))).toEqual([
    "block-page error: a",
  ]);
});

test("Squid's own page on the way gives Squid's lines", () => {
  const [finding] = findings([answered("a", "", {}, [["x-squid-error", "302 Found"]])]);
  expect(finding?.code).toBe("block-page");
  expect(snippets(finding!)).toContain("http_access allow");
});
