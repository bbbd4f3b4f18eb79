import { describe, expect, test } from "vitest";
import { proofText } from "../../../src/output/table/proof.ts";
import { table } from "../../../src/output/table/table.ts";
import type { Check } from "../../../src/plan/check.ts";
import type { Observation } from "../../../src/probe/observation.ts";
import { check, denied, directRoute, passed, reportOf } from "../../report/samples.ts";

const show = (checks: Check[], observations: Observation[], detail: "normal" | "verbose" | "quiet" = "normal") =>
  table(reportOf({ checks, observations }), { width: 120, color: false, detail }).replace(/\s+/g, " ");

describe("TCP alone", () => {
  const oracle = check("oracle@db", { protocol: "tcp", route: directRoute, path: null });
  const connected: Observation = {
    outcome: "done",
    reason: null,
    durationMs: 3,
    phases: [
      {
        phase: "tcp",
        ms: 3,
        ok: true,
        facts: { host: "db", port: 1521, address: "192.0.2.1", attempts: [], provesTcpAlone: true },
      },
    ],
  };

  test("is said below the matrix, with the checks that it is true of", () => {
    const page = show([oracle, check("a")], [connected, passed]);
    expect(page).toContain("PROVEN BY A TCP CONNECTION ALONE (1) 1 check:");
    expect(page).toMatch(/a firewall that takes every connection would look the same oracle@db /);
  });

  test("is not said where nothing rests on it", () => {
    expect(show([check("a")], [passed])).not.toContain("PROVEN BY");
  });
});

test("a wildcard: by how many hosts, among the steps", () => {
  const wildcard = "*.hub.test";
  const rows = [check("hub@a", { wildcard }), check("hub@b", { wildcard }), check("hub", { wildcard, kind: "policy" })];
  const observations = [passed, denied, passed];
  expect(show(rows, observations, "verbose")).toContain(
    "1 of 2 tested hosts of *.hub.test got through; the proxy lets a host through that nobody has, so usually any",
  );
  expect(show(rows, observations)).not.toContain("tested hosts");
});

test.each([
  ["denied", "1 of 1 tested host of *.x got through; the proxy denies a host that nobody has"],
  ["untold", "1 of 1 tested host of *.x got through; what the proxy does with other hosts was not told"],
  ["not-asked", "1 of 1 tested host of *.x got through; no other host was asked for"],
] as const)("any other host: %s", (anyHost, words) => {
  expect(proofText({ kind: "wildcard", tested: 1, through: 1, anyHost }, "*.x")).toBe(words);
});
