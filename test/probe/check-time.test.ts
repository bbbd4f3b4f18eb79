import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { CheckTime } from "../../src/probe/check-time.ts";

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

const started = (...limits: ConstructorParameters<typeof CheckTime>) => {
  const up = vi.fn();
  const time = new CheckTime(...limits);
  time.start(up);
  return { time, up };
};

test("without a preparation the limit is all there is", () => {
  const { up } = started(1000);
  vi.advanceTimersByTime(999);
  expect(up).not.toHaveBeenCalled();
  vi.advanceTimersByTime(1);
  expect(up).toHaveBeenCalledOnce();
});

test("what is prepared takes none of the limit", () => {
  const { time, up } = started(1000, 60_000);
  vi.advanceTimersByTime(30_000);
  time.restart();
  vi.advanceTimersByTime(999);
  expect(up).not.toHaveBeenCalled();
  vi.advanceTimersByTime(1);
  expect(up).toHaveBeenCalledOnce();
});

test("a preparation that does not end is ended", () => {
  const { up } = started(1000, 60_000);
  vi.advanceTimersByTime(60_000);
  expect(up).toHaveBeenCalledOnce();
});

test("once over nothing starts anew", () => {
  const { time, up } = started(1000, 60_000);
  time.end();
  time.restart();
  vi.advanceTimersByTime(120_000);
  expect(up).not.toHaveBeenCalled();
});
