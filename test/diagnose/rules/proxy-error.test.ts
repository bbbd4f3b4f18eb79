import { expect, test } from "vitest";
import {
  actors,
  failed,
  findings,
  http,
  plain,
  refusal,
  refused,
  row,
  seen,
  summary,
  tcp,
  tunnel,
} from "../observations.ts";

test("any other answer to CONNECT, and one for a plain request", () => {
  const page = failed(http(500, { refusal: refusal("other") }), "refused-by-proxy");
  const result = findings([seen(row("a"), tcp(), refused("other", 418)), seen(row("b", plain), tcp(), page)]);
  expect(summary(result)).toEqual(["proxy-error error: a b"]);
  expect(actors(result[0]!)).toEqual(["proxy-admin", "carto-support"]);
  expect(result[0]!.evidence.join()).toContain("418");
});

test("a head that is too large", () => {
  const result = findings([seen(row("a"), tcp(), failed(tunnel(), "head-too-large"))]);
  expect(summary(result)).toEqual(["proxy-error error: a"]);
  expect(result[0]!.title).toContain("16 KiB");
});
