import { expect, test } from "vitest";
import { LoopDelay } from "../../src/probe/loop-delay.ts";
import { observe, type Run } from "../../src/probe/observe.ts";
import { type Prober, Untold } from "../../src/probe/prober.ts";
import { check, DIRECT } from "../support/checks.ts";

const one = check("https", "127.0.0.1", 1, DIRECT);
const never = new AbortController().signal;

async function observed(prober: Prober, timeoutMs = 60_000) {
  const delay = new LoopDelay();
  try {
    return await observe(one, { timeoutMs, redact: (text: string) => text, delay } as unknown as Run, never, prober);
  } finally {
    delay.stop();
  }
}

test("facts that are no plain data make one check unknown, and nothing is thrown", async () => {
  const seen = await observed(async (_, __, trace) => {
    await trace.step("dns", { name: "x", addresses: [Object as unknown as string] }, async () => {});
  });
  expect(seen).toMatchObject({ outcome: "unknown", phases: [] });
  expect(seen.reason).toMatch(/^bug in carto-proxy: /);
});

test("an error that is none of a step's", async () => {
  const seen = await observed(() => Promise.reject(new TypeError("x is not a function")));
  expect(seen).toMatchObject({ outcome: "unknown", reason: "bug in carto-proxy: TypeError: x is not a function" });
});

test("a question without an answer counts as left out", async () => {
  const seen = await observed(() => Promise.reject(new Untold("nobody said")));
  expect(seen).toMatchObject({ outcome: "skipped", reason: "nobody said" });
});

test("time up in the middle of a step, and between two", async () => {
  const within = await observed(
    (_, __, trace) => trace.step("dns", { name: "x", addresses: [] }, () => new Promise<void>(() => {})),
    300,
  );
  expect(within).toMatchObject({ outcome: "done", phases: [{ phase: "dns", failure: { code: "timed-out" } }] });
  expect(await observed(() => new Promise(() => {}), 300)).toMatchObject({
    outcome: "unknown",
    reason: "timed out between two steps",
  });
});

test("what it opened is destroyed at its end, and at once where it comes later", async () => {
  const destroyed: string[] = [];
  const resource = (name: string) => ({ destroy: () => void destroyed.push(name) });
  let late = () => {};
  await observed(async (_, context) => {
    context.own(resource("first"));
    context.own(resource("second"));
    late = () => void context.own(resource("late"));
  });
  expect(destroyed).toEqual(["second", "first"]);
  late();
  expect(destroyed).toEqual(["second", "first", "late"]);
});
