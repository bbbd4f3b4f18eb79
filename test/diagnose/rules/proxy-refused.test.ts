import { expect, test } from "vitest";
import { actors, failed, findings, row, seen, summary, tcp } from "../observations.ts";

test.each(["refused", "reset", "closed"] as const)("tcp %s on a proxy route", (code) => {
  const result = findings([seen(row("a"), failed(tcp(), code)), seen(row("b"), failed(tcp(), code))]);
  expect(summary(result)).toEqual(["proxy-refused error: a b"]);
  expect(actors(result[0]!)).toEqual(["operator", "proxy-admin", "firewall-admin"]);
  expect(result[0]!.title).toContain("proxy.corp.test:3128");
  expect(result[0]!.remedies[0]!.verify).toBe("nc -vz -w 5 proxy.corp.test 3128");
});
