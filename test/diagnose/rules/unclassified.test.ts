import { expect, test } from "vitest";
import { actors, failed, findings, row, seen, summary, tcp } from "../observations.ts";

test("shows the raw cause and sends it to support", () => {
  const result = findings([seen(row("a"), failed(tcp(), "unclassified", "connect EWEIRD"))]);
  expect(summary(result)).toEqual(["unclassified error: a"]);
  expect(result[0]!.evidence[0]).toContain("connect EWEIRD");
  expect(actors(result[0]!)).toEqual(["carto-support"]);
});
