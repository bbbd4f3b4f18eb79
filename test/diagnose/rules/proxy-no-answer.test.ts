import { expect, test } from "vitest";
import {
  actors,
  failed,
  findings,
  plain,
  row,
  seen,
  summary,
  tcp,
  tunnel,
  unanswered,
  works,
} from "../observations.ts";

const mute = failed(tunnel(), "timed-out");

test("a mute proxy", () => {
  const result = findings([
    seen(row("a"), tcp(), mute),
    seen(row("b", plain), tcp(), failed(unanswered(), "timed-out")),
  ]);
  expect(summary(result)).toEqual(["proxy-no-answer error: a b"]);
  expect(result[0]!.title).toContain("no answer at all");
  expect(actors(result[0]!)).toEqual(["proxy-admin", "operator"]);
});

test("mute for one target: usually waiting for it", () => {
  const result = findings([works("ok"), seen(row("a"), tcp(), mute)]);
  expect(summary(result)).toEqual(["proxy-no-answer error: a"]);
  expect(result[0]!.title).toContain("a.example.test:443");
  expect(actors(result[0]!)).toEqual(["proxy-admin", "firewall-admin"]);
});

test("alive, but mute for every target: usually its resolver is dead", () => {
  const speaks = { protocol: "http", firstBytes: "HTTP/1.1 501" } as const;
  const waiting = failed({ ...tunnel(), facts: { ...tunnel().facts, speaks } }, "timed-out");
  const result = findings([seen(row("a"), tcp(), waiting), seen(row("b"), tcp(), waiting)]);
  expect(summary(result)).toEqual(["proxy-no-answer error: a b"]);
  expect(result[0]!.title).toContain("is alive");
  expect(result[0]!.why).toContain("resolver");
  expect(actors(result[0]!)).toEqual(["proxy-admin", "operator"]);
});
