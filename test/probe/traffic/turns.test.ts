// Traffic is sent after the ordinary check of the same target got through, and tunnels are counted alone.

import { expect, test } from "vitest";
import type { Check } from "../../../src/plan/check.ts";
import type { Observation } from "../../../src/probe/observation.ts";
import { timeOf, turnOf, unlessReached } from "../../../src/probe/traffic/turns.ts";
import { byProxy, check } from "../../support/checks.ts";

const ordinary = check("https", "a.test", 443, byProxy(1), { id: "a" });
const traffic = (kind: "post" | "idle" | "tunnels"): Check => ({
  ...ordinary,
  id: `traffic:${kind}@a.test`,
  traffic: { kind, after: "a", bytes: 0, connections: 1, ...(kind === "idle" && { idleMs: 5000 }) },
});
const seen = (outcome: Observation["outcome"], ok: boolean) => {
  const facts = { name: "a", addresses: [] };
  return new Map([
    ["a", { outcome, reason: null, durationMs: 1, phases: [{ phase: "dns", ms: 1, ok, facts }] } as Observation],
  ]);
};

test("ordinary checks first, tunnels last and alone", () => {
  expect([ordinary, traffic("post"), traffic("tunnels")].map(turnOf)).toEqual(["ordinary", "traffic", "alone"]);
});

test("nothing is sent where the ordinary check did not get through", () => {
  expect(unlessReached(traffic("post"), seen("done", false)).skip).toContain("the check a did not get through");
  expect(unlessReached(traffic("post"), seen("unknown", true)).skip).toContain("nothing was sent");
});

test("it is sent where that check got through, or was left out on purpose", () => {
  expect(unlessReached(traffic("post"), seen("done", true)).skip).toBeNull();
  expect(unlessReached(traffic("post"), seen("skipped", true)).skip).toBeNull();
  expect(unlessReached(traffic("post"), new Map()).skip).toBeNull();
  expect(unlessReached(ordinary, seen("done", false)).skip).toBeNull();
});

test("the idle time comes on top of a check's time", () => {
  expect([ordinary, traffic("idle"), traffic("tunnels")].map((one) => timeOf(one, 10_000))).toEqual([
    10_000, 15_000, 30_000,
  ]);
});
