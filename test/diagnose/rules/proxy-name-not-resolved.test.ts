import { expect, test } from "vitest";
import { actors, direct, dns, failed, findings, row, seen, summary } from "../observations.ts";

test.each(["name-not-found", "resolver-failed", "timed-out"] as const)("dns %s on a proxy route", (code) => {
  const result = findings([
    seen(row("a"), failed(dns("proxy.corp.test"), code)),
    seen(row("b"), failed(dns("proxy.corp.test"), code)),
  ]);
  expect(summary(result)).toEqual(["proxy-name-not-resolved error: a b"]);
  expect(result[0]!.title).toContain("proxy.corp.test");
  expect(actors(result[0]!)).toEqual(["operator", "dns-admin"]);
  expect(result[0]!.remedies[0]!.do).toContain("HTTP_PROXY (.env), HTTPS_PROXY (.env) and GRPC_PROXY (.env)");
  expect(result[0]!.remedies[0]!.verify).toBe("getent hosts proxy.corp.test");
});

test("the target's name on a direct route is another matter", () => {
  expect(findings([seen(row("a", direct), failed(dns("a.example.test"), "name-not-found"))])[0]!.code).toBe(
    "name-not-resolved",
  );
});
