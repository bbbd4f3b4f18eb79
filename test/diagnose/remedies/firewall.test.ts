import { expect, test } from "vitest";
import { firewallRule } from "../../../src/diagnose/remedies/firewall.ts";

test("in words and as a table, each destination once", () => {
  const rule = firewallRule("the proxy", [
    { host: "a.test", port: 443 },
    { host: "a.test", port: 443 },
    { host: "::1", port: 5432 },
  ]);
  expect(rule.do).toBe("Allow TCP from the proxy to a.test:443 and [::1]:5432, and the answers back.");
  expect(rule.snippet.text.split("\n")).toEqual([
    "from       to      port   protocol",
    "the proxy  a.test  443    TCP",
    "the proxy  ::1     5432   TCP",
  ]);
});
