import { expect, test } from "vitest";
import { failed, findings, reply, row, seen, summary, tcp, tunnel } from "../observations.ts";

test("a 2xx other than 200 is one fault of the proxy, whatever the targets", () => {
  const opened = failed(tunnel({ reply: reply(204, "No Content") }), "odd-success", "CONNECT answered with 204");
  const result = findings([seen(row("a"), tcp(), opened), seen(row("b"), tcp(), opened)]);
  expect(summary(result)).toEqual(["proxy-nonstandard-success error: a b"]);
  expect(result[0]!.evidence.join()).toContain("204 No Content");
});
