import { expect, test } from "vitest";
import type { ObservedCheck } from "../../../src/diagnose/evidence.ts";
import {
  failed,
  findings,
  http,
  plain,
  refusal,
  refused,
  reply,
  row,
  seen,
  summary,
  tcp,
  works,
} from "../observations.ts";

function later({ check, observation }: ObservedCheck): ObservedCheck {
  const rateLimited = { reply: reply(429, "Too Many Requests", [["retry-after", "60"]]), waitedMs: 5000 };
  return { check, observation: { ...observation, followUp: { rateLimited } } };
}

test("a warning where the second try passed, an error where it did not", () => {
  const result = findings([later(works("a")), later(seen(row("b"), tcp(), refused("rate-limited", 429)))]);
  expect(summary(result)).toEqual(["proxy-rate-limited error: b", "proxy-rate-limited warning: a"]);
  expect(result[0]!.evidence[0]).toContain("first 429 Too Many Requests (Retry-After: 60); 5 s later");
});

test("a plain request, and a run that ended before the second try", () => {
  const page = failed(http(429, { refusal: refusal("rate-limited") }), "refused-by-proxy");
  const result = findings([seen(row("a", plain), tcp(), page)]);
  expect(summary(result)).toEqual(["proxy-rate-limited error: a"]);
  expect(result[0]!.why).toContain("the run ended before");
});

test("a second try that fails on something else belongs to that", () => {
  expect(summary(findings([later(seen(row("a"), tcp(), refused("denied")))]))).toEqual(["proxy-denied error: a"]);
});
