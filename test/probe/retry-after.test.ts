import { expect, test } from "vitest";
import { retryAfter } from "../../src/probe/retry-after.ts";

const NOON = "Mon, 23 Nov 2026 12:00:00 GMT";

test.each([
  [[["retry-after", "2"]], 2000],
  [[["retry-after", "0"]], 0],
  [[["retry-after", "3600"]], 5000],
  [[], 1000],
  [[["retry-after", "soon"]], 1000],
  [[["retry-after", "-1"]], 0],
  // A date counts by the sender's own clock.
  [
    [
      ["date", NOON],
      ["retry-after", "Mon, 23 Nov 2026 12:00:03 GMT"],
    ],
    3000,
  ],
  [
    [
      ["date", NOON],
      ["retry-after", "Mon, 23 Nov 2026 11:00:00 GMT"],
    ],
    0,
  ],
  [
    [
      ["date", NOON],
      ["retry-after", "Tue, 24 Nov 2026 12:00:00 GMT"],
    ],
    5000,
  ],
] as [[string, string][], number][])("%j is %i ms", (headers, ms) => {
  const reply = { status: 429, statusText: "", headers, body: null, bodyBytes: 0 };
  expect(retryAfter(reply)).toBe(ms);
});
