import { expect, test } from "vitest";
import { controlWords } from "../../src/diagnose/control.ts";
import type { ObservedCheck } from "../../src/diagnose/evidence.ts";
import type { Control } from "../../src/probe/observation.ts";
import { refused, row, seen, tcp } from "./observations.ts";

function repeated(id: string, control: Control | null): ObservedCheck {
  const { check, observation } = seen(row(id), tcp(), refused("denied"));
  return { check, observation: control ? { ...observation, followUp: { control } } : observation };
}

const works: Control = { works: true, phase: null, failure: null, ms: 3 };
const fails = (phase: "tcp" | "tunnel", code: "refused" | "refused-by-proxy"): Control => ({
  works: false,
  phase,
  failure: { code, cause: "x" },
  ms: 3,
});

test("nothing to say where nothing was repeated", () => {
  expect(controlWords([repeated("a", null)])).toBeNull();
});

test("works, fails alike, fails otherwise: each with its share", () => {
  const all = [
    repeated("a", works),
    repeated("b", works),
    repeated("c", fails("tunnel", "refused-by-proxy")),
    repeated("d", fails("tcp", "refused")),
    repeated("e", null),
  ];
  const { why, evidence } = controlWords(all)!;
  expect(why).toContain("2 of 4 checks work:");
  expect(why).toContain("1 of 4 checks fails the same way");
  expect(why).toContain("1 of 4 checks fails too");
  expect(evidence).toBe("repeated direct: works, tunnel refused-by-proxy and tcp refused");
});

test("one check, and all of several", () => {
  expect(controlWords([repeated("a", works)])?.why).toContain("the check works:");
  expect(controlWords([repeated("a", works), repeated("b", works)])?.why).toContain("all 2 checks work:");
});
