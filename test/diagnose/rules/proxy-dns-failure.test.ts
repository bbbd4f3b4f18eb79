import { expect, test } from "vitest";
import { actors, findings, refused, row, seen, summary, tcp, works } from "../observations.ts";

test("the proxy's resolver is at fault, not this machine's", () => {
  const result = findings([seen(row("a"), tcp(), refused("dns-failure", 503, "X-Squid-Error: ERR_DNS_FAIL 0"))]);
  expect(summary(result)).toEqual(["proxy-dns-failure error: a"]);
  expect(actors(result[0]!)).toEqual(["proxy-admin", "dns-admin"]);
  expect(result[0]!.why).toContain("does not work at all");
  expect(findings([works("ok"), seen(row("a"), tcp(), refused("dns-failure"))])[0]!.why).toContain(
    "resolves other names",
  );
});
