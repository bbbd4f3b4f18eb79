// What counts as a disagreement between the doctor's verdict and what works for the real clients.

import { expect, test } from "vitest";
import { differences, foretold } from "./differences.ts";
import type { Opinion } from "./differential.ts";
import { disagree } from "./outcome.ts";

const cause = { code: "proxy-denied", how: "a test" } as const;
const clients = (undici: boolean, agent: boolean, curl: boolean): Opinion["clients"] => [
  { name: "undici", works: undici },
  { name: "proxy-agent", works: agent },
  { name: "curl", works: curl },
];
const opinion = (verdict: Opinion["verdict"], ...works: [boolean, boolean, boolean]): Opinion => {
  return { id: "a", verdict, clients: clients(...works) };
};

test.each([
  ["pass", true, []],
  ["warn", true, []],
  ["fail", false, []],
  ["skipped", false, []],
  ["fail", true, ["a is a FAIL, and works for all that CARTO runs"]],
  ["pass", false, ["a is a PASS, and does not work for undici, proxy-agent"]],
] as const)("%s where all work: %s", (verdict, works, expected) => {
  expect(disagree(cause, [opinion(verdict, works, works, works)], [])).toEqual(expected);
});

test("clients that differ are told, and one that fails is enough against a pass", () => {
  expect(disagree(cause, [opinion("fail", false, false, true)], [])).toEqual(["a: the clients differ"]);
  expect(disagree(cause, [opinion("pass", true, false, true)], [])).toEqual([
    "a is a PASS, and does not work for proxy-agent",
    "a: the clients differ",
  ]);
});

test("a difference that the table explains is none, and one that has gone is", () => {
  const [name = ""] = Object.keys(differences);
  const [code, how] = name.split(": ");
  const known = { code, how } as typeof cause;
  expect(disagree(known, [opinion("fail", false, false, true)], [])).toEqual([]);
  expect(disagree(known, [opinion("fail", false, false, false)], [])).toHaveLength(1);
  expect(disagree(known, [opinion("fail", true, true, false)], [])).toEqual([
    "a is a FAIL, and works for all that CARTO runs",
  ]);
});

test("a pass for a way that the library does not take is none of ours alone where a finding says so of this row", () => {
  const [[name = "", code] = []] = Object.entries(foretold);
  const known = { code: "nothing", how: name.replace("nothing: ", "") } as const;
  const pass = [opinion("pass", false, false, false)];
  const disagreeing = [expect.stringContaining("a is a PASS")];
  expect(disagree(known, pass, [{ code: code!, affects: ["a"] }])).toEqual([]);
  expect(disagree(known, pass, [{ code: code!, affects: ["b"] }])).toEqual(disagreeing);
  expect(disagree(known, pass, [])).toEqual(disagreeing);
  expect(disagree(cause, pass, [{ code: code!, affects: ["a"] }])).toEqual(disagreeing);
});
