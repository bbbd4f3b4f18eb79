import { expect, test } from "vitest";
import { firewallDenial, firewallRequest, firewallRule } from "../../../src/diagnose/remedies/firewall.ts";

const TWICE = [
  { host: "a.test", port: 443 },
  { host: "a.test", port: 443 },
  { host: "::1", port: 5432 },
];
const TABLE = ["from       to      port   protocol", "the proxy  a.test  443    TCP", "the proxy  ::1     5432   TCP"];

test("in words and as a table, each destination once", () => {
  const request = firewallRequest("the proxy", TWICE);
  expect(request.do).toBe("Allow TCP from the proxy to a.test:443 and [::1]:5432, and the answers back.");
  expect(request.snippet).toEqual({ language: "text", text: TABLE.join("\n") });
});

test("for iptables, under the same table", () => {
  const { language, text } = firewallRule("the proxy", TWICE).snippet;
  const lines = text.split("\n");
  expect(language).toBe("sh");
  expect(lines.slice(0, 3)).toEqual(TABLE.map((line) => `# ${line}`));
  expect(lines.filter((line) => !line.startsWith("#"))).toEqual([
    "iptables -I FORWARD -p tcp -d a.test --dport 443 -j ACCEPT",
    "ip6tables -I FORWARD -p tcp -d ::1 --dport 5432 -j ACCEPT",
  ]);
});

test("a wildcard, which iptables cannot take, stands in the table alone; no word of it reaches a shell", () => {
  const rule = firewallRule("the proxy", [
    { host: "*.test", port: 443 },
    { host: "a;reboot", port: 443 },
  ]);
  expect(rule.snippet.language).toBe("text");
  const mixed = firewallRule("the proxy", [
    { host: "*.test", port: 443 },
    { host: "a.test", port: 443 },
  ]);
  expect(mixed.snippet.text).toContain("# the proxy  *.test  443");
  expect(mixed.snippet.text.match(/^iptables/gm)).toHaveLength(1);
});

test("what is let out stands above what is denied, since each rule goes on top", () => {
  const { text } = firewallDenial(
    [443],
    [
      { host: "10.0.0.1", port: 443 },
      { host: "10.0.0.2", port: 5432 },
    ],
  );
  expect(text.split("\n").filter((line) => !line.startsWith("#"))).toEqual([
    "iptables -I FORWARD -p tcp --dport 443 -j REJECT",
    "ip6tables -I FORWARD -p tcp --dport 443 -j REJECT",
    "iptables -I FORWARD -p tcp -d 10.0.0.1 --dport 443 -j ACCEPT",
  ]);
});
