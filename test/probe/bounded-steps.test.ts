import { expect, test } from "vitest";
import { boundedSteps } from "../../src/probe/bounded-steps.ts";
import type { ProbeContext } from "../../src/probe/context.ts";
import { StepFailed } from "../../src/probe/trace.ts";

function context(timeoutMs: number): ProbeContext {
  return { timeoutMs, signal: new AbortController().signal, redact: (text) => text } as ProbeContext;
}
const facts = () => ({ name: "x", addresses: [] });

test("what was seen until the end", async () => {
  const records = await boundedSteps(context(60_000), (_, trace) => trace.step("dns", facts(), async () => {}));
  expect(records).toMatchObject([{ phase: "dns", ok: true }]);
});

test("a failed step is for the caller to judge", async () => {
  const failure = { code: "name-not-found", cause: "nobody" } as const;
  const records = await boundedSteps(context(60_000), (_, trace) =>
    trace.step("dns", facts(), () => Promise.reject(new StepFailed(failure))),
  );
  expect(records).toMatchObject([{ phase: "dns", ok: false, failure }]);
});

test("it ends before the check's own time does, and tells the steps", async () => {
  const startedAt = performance.now();
  const records = await boundedSteps(context(1000), (own, trace) =>
    trace.step("dns", facts(), (step) => {
      step.waitingFor = "end of the world";
      return new Promise((_, reject) => own.signal.addEventListener("abort", () => reject(own.signal.reason)));
    }),
  );
  expect(performance.now() - startedAt).toBeGreaterThan(800);
  expect(records).toMatchObject([
    { phase: "dns", failure: { code: "timed-out", cause: "timed out: no end of the world within 900 ms" } },
  ]);
});

test("a bug of ours is none of its business", async () => {
  await expect(boundedSteps(context(60_000), () => Promise.reject(new TypeError("bug")))).rejects.toThrow("bug");
});
