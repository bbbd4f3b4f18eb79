import { expect, test } from "vitest";
import type { PhaseRecord } from "../../../src/probe/observation.ts";
import type { Expectation } from "../../../src/whitelist/domain.ts";
import { actors, direct, findings, http, one, open, row, seen, summary, tcp, tls } from "../observations.ts";

const expectation = (more: Partial<Expectation> = {}): Expectation => ({
  status: [200],
  header: {},
  body: "",
  ...more,
});
const answer = (status: number, recognised: boolean | null): PhaseRecord => {
  const record = http(status);
  return { ...record, facts: { ...record.facts, recognised } as typeof record.facts };
};
const answered = (status: number, recognised: boolean | null, expect = expectation()) =>
  seen(row("registry", { expect }), tcp(), open(), tls(), answer(status, recognised));

test.each([
  ["another status", 302, expectation(), "status 302 where 200 was expected"],
  ["a header", 200, expectation({ header: { "x-proof": "yes" } }), "(x-proof)"],
  ["a text", 200, expectation({ body: "proof" }), "a text is missing"],
])("%s", (_, status, expected, words) => {
  const finding = one(findings([answered(status, false, expected)]), "origin-not-recognised");
  expect(finding.severity).toBe("warning");
  expect(finding.why).toContain(words);
  expect(actors(finding)).toEqual(["operator", "proxy-admin"]);
});

test.each([
  ["the proof is there", 200, true],
  ["no proof is asked for", 404, null],
])("nothing where %s", (_, status, recognised) => {
  expect(findings([answered(status, recognised)])).toEqual([]);
});

test("a server error is told as such", () => {
  expect(summary(findings([answered(502, false)]))).toEqual(["origin-error warning: registry"]);
});

test("on a direct route a filter is the firewall's", () => {
  const observed = seen(row("a", { ...direct, expect: expectation() }), tcp(), tls(), answer(302, false));
  expect(actors(one(findings([observed]), "origin-not-recognised"))).toEqual(["operator", "firewall-admin"]);
});
