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

test.each(["closed", "reset"] as const)("%s in answer to every request, the plain one too", (code) => {
  const result = findings([
    seen(row("a"), tcp(), failed(tunnel(), code)),
    seen(row("b", plain), tcp(), failed(unanswered(), code)),
  ]);
  expect(summary(result)).toEqual(["proxy-closed-tunnel error: a b"]);
  expect(result[0]!.title).toContain("every request");
  expect(actors(result[0]!)).toEqual(["proxy-admin", "operator"]);
});

test("for one target only", () => {
  const result = findings([works("ok"), seen(row("a"), tcp(), failed(tunnel(), "closed"))]);
  expect(summary(result)).toEqual(["proxy-closed-tunnel error: a"]);
  expect(result[0]!.title).toContain("when asked for a.example.test:443");
  expect(actors(result[0]!)).toEqual(["proxy-admin"]);
});

test("a plain request that dies behind a proxy that answers is the origin's", () => {
  expect(findings([works("ok"), seen(row("b", plain), tcp(), failed(unanswered(), "closed"))])[0]!.code).toBe(
    "origin-no-answer",
  );
});
