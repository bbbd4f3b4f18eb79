import { setTimeout as wait } from "node:timers/promises";
import { expect, test } from "vitest";
import { LoopDelay } from "../../src/probe/loop-delay.ts";

function block(ms: number): void {
  const until = performance.now() + ms;
  while (performance.now() < until);
}

test("what blocks this process is counted, while it lasts and afterwards", async () => {
  const delay = new LoopDelay();
  const before = delay.total();
  block(400);
  expect(delay.total() - before).toBeGreaterThan(300);
  await wait(50);
  expect(delay.total() - before).toBeGreaterThan(300);
  delay.stop();
});

test("waiting for the network is no delay: less than the time that went by", async () => {
  const delay = new LoopDelay();
  const startedAt = performance.now();
  const before = delay.total();
  await wait(600);
  expect(delay.total() - before).toBeLessThan((performance.now() - startedAt) / 2);
  delay.stop();
});
