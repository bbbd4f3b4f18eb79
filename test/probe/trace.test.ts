import { describe, expect, test } from "vitest";
import type { Failure } from "../../src/probe/observation.ts";
import { StepFailed, Trace } from "../../src/probe/trace.ts";

const refused: Failure = { code: "refused", cause: "connect ECONNREFUSED" };
const dnsFacts = () => ({ name: "x", addresses: [] as string[] });
const never = () => new Promise<never>(() => {});

test("a step that passes, and one that fails", async () => {
  const trace = new Trace();
  expect(await trace.step("dns", dnsFacts(), async () => 7)).toBe(7);
  const failing = trace.step("tcp", { host: "x", port: 1, address: null, attempts: [] }, async () => {
    throw new StepFailed(refused);
  });
  await expect(failing).rejects.toThrow(StepFailed);
  expect(trace.close().map(({ phase, ok, failure }) => ({ phase, ok, failure }))).toEqual([
    { phase: "dns", ok: true, failure: undefined },
    { phase: "tcp", ok: false, failure: refused },
  ]);
});

test("an error of our own leaves no record", async () => {
  const trace = new Trace();
  await expect(trace.step("dns", dnsFacts(), () => Promise.reject(new TypeError("bug")))).rejects.toThrow("bug");
  expect(trace.close()).toEqual([]);
});

test("a cause is redacted before it is cut at 300 characters", async () => {
  const trace = new Trace((text) => text.replaceAll("secret", "[redacted]"));
  const cause = `${"x".repeat(295)}secret`;
  await trace.step("dns", dnsFacts(), () => Promise.reject(new StepFailed({ ...refused, cause }))).catch(() => {});
  expect(trace.close()[0]?.failure?.cause).toBe(`${"x".repeat(295)}[reda`);
});

describe("the check's own time is up", () => {
  test("the step under way fails, with the facts known so far and what it waited for", () => {
    const trace = new Trace();
    const facts = dnsFacts();
    void trace.step("dns", facts, (step) => {
      step.waitingFor = "answer from the resolver";
      facts.addresses.push("127.0.0.1");
      return never();
    });
    expect(trace.timeOut(1500)).toBe(true);
    const [record] = trace.close();
    expect(record?.failure).toEqual({
      code: "timed-out",
      cause: "timed out: no answer from the resolver within 1500 ms",
    });
    facts.addresses.push("later");
    expect(record?.facts).toEqual({ name: "x", addresses: ["127.0.0.1"] });
  });

  test("what is certain already stands", () => {
    for (const conclusion of [refused, "ok"] as const) {
      const trace = new Trace();
      void trace.step("dns", dnsFacts(), (step) => {
        step.conclusion = conclusion;
        return never();
      });
      expect(trace.timeOut(1)).toBe(true);
      expect(trace.close()[0]?.failure).toEqual(conclusion === "ok" ? undefined : conclusion);
    }
  });

  test("between two steps there is nothing to fail", () => {
    expect(new Trace().timeOut(1)).toBe(false);
  });
});

describe("the run's end", () => {
  test("leaves the step under way out", () => {
    const trace = new Trace();
    void trace.step("dns", dnsFacts(), never);
    expect(trace.cut()).toBe(false);
    expect(trace.close()).toEqual([]);
  });

  test("but not what is certain already", () => {
    const trace = new Trace();
    void trace.step("dns", dnsFacts(), (step) => {
      step.conclusion = refused;
      return never();
    });
    expect(trace.cut()).toBe(true);
    expect(trace.close()[0]?.failure).toEqual(refused);
  });
});

test("after its end nothing is recorded any more", async () => {
  const trace = new Trace();
  let finish = () => {};
  const running = trace.step("dns", dnsFacts(), () => new Promise<void>((resolve) => (finish = resolve)));
  const records = trace.close();
  finish();
  await running;
  expect(records).toEqual([]);
  expect(trace.close()).toEqual([]);
  await expect(trace.step("dns", dnsFacts(), async () => {})).rejects.toThrow("ended");
});
