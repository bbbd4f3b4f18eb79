import { describe, expect, test } from "vitest";
import type { ObservedCheck } from "../../../src/diagnose/evidence.ts";
import type { AddressTrial, FailureCode } from "../../../src/probe/observation.ts";
import { actors, direct, findings, http, one, row, seen, snippets, summary, tcp, tls } from "../observations.ts";

const works = (address: string): AddressTrial => ({ address, works: true, failure: null, ms: 3 });
const dead = (address: string, code: FailureCode, ms = 3000): AddressTrial => ({
  address,
  works: false,
  failure: { code, cause: `raw cause of ${code}` },
  ms,
});

function tried(id: string, addresses: AddressTrial[], more: Parameters<typeof row>[1] = {}): ObservedCheck {
  const observed = seen(row(id, { ...direct, ...more }), tcp(), tls(), http());
  return { ...observed, observation: { ...observed.observation, followUp: { addresses } } };
}

describe("a dead address beside one that works", () => {
  test("dropped: the firewall administrator gets the address", () => {
    const finding = one(
      findings([tried("db", [works("192.0.2.1"), dead("192.0.2.2", "timed-out")])]),
      "address-partly-dead",
    );
    expect(finding.severity).toBe("warning");
    expect(actors(finding)).toEqual(["firewall-admin", "dns-admin"]);
    expect(snippets(finding)).toMatch(/192\.0\.2\.2 +443/);
    expect(snippets(finding)).not.toContain("192.0.2.1 ");
  });

  test("refused: no rule would help", () => {
    const finding = one(
      findings([tried("db", [dead("192.0.2.2", "refused"), works("192.0.2.1")])]),
      "address-partly-dead",
    );
    expect(actors(finding)).toEqual(["dns-admin"]);
  });
});

describe("IPv6", () => {
  test("no route, told at once: a notice, one for all names", () => {
    const noRoute = (id: string, last: string) =>
      tried(id, [dead(`2001:db8::${last}`, "unreachable", 1), works(`192.0.2.${last}`)]);
    const result = findings([noRoute("a", "1"), noRoute("b", "2")]);
    expect(summary(result)).toEqual(["address-partly-dead notice: a b"]);
    expect(result[0]?.why).toContain("All that fail are IPv6");
  });

  test.each([
    ["a route that leads nowhere", dead("2001:db8::1", "timed-out")],
    ["no route, told after seconds", dead("2001:db8::1", "unreachable", 3000)],
  ])("%s: a warning", (_, trial) => {
    expect(summary(findings([tried("a", [trial, works("192.0.2.1")])]))).toEqual(["address-partly-dead warning: a"]);
  });
});

test.each([
  ["all work", [works("192.0.2.1"), works("192.0.2.2")]],
  ["none was tried", []],
])("nothing where %s", (_, addresses) => {
  expect(findings([tried("a", addresses)])).toEqual([]);
});

test("localhost does not count", () => {
  expect(findings([tried("a", [dead("::1", "refused"), works("127.0.0.1")], { host: "localhost" })])).toEqual([]);
});

test("each target is a fault of its own", () => {
  const trials = [works("192.0.2.1"), dead("192.0.2.2", "refused")];
  const result = findings([tried("a", trials, { host: "a.test" }), tried("b", trials, { host: "b.test" })]);
  expect(summary(result)).toEqual(["address-partly-dead warning: a", "address-partly-dead warning: b"]);
});
