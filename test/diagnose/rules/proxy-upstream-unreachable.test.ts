import { expect, test } from "vitest";
import { actors, findings, refused, row, seen, snippets, summary, tcp, works } from "../observations.ts";

test("the words say no more than the sign does", () => {
  const fail = (sign: string) => findings([seen(row("a"), tcp(), refused("upstream-unreachable", 503, sign))])[0]!;
  expect(fail("X-Squid-Error: ERR_CONNECT_FAIL 111").title).toContain("cannot connect to a.example.test:443");
  expect(fail("X-Squid-Error: ERR_CANNOT_FORWARD 0").title).toContain("connect to or resolve");
  expect(fail("502 Bad Gateway").title).toContain("connect to or resolve");
});

test("who acts, and the rule for the proxy's own way out", () => {
  const result = findings([works("ok"), seen(row("a"), tcp(), refused("upstream-unreachable", 504))]);
  expect(summary(result)).toEqual(["proxy-upstream-unreachable error: a"]);
  expect(actors(result[0]!)).toEqual(["proxy-admin", "firewall-admin"]);
  expect(snippets(result[0]!)).toMatch(/the proxy {2}a\.example\.test {2}443 {4}TCP/);
});

test("another name server is proposed to a Squid alone, and not where it has resolved the name", () => {
  const asked = (sign: string, header: [string, string]) => {
    const step = refused("upstream-unreachable", 503, sign);
    if (step.phase === "tunnel") step.facts.reply!.headers.push(header);
    return snippets(findings([seen(row("a"), tcp(), step)])[0]!);
  };
  expect(asked("X-Squid-Error: ERR_CANNOT_FORWARD 0", ["x-squid-error", "ERR_CANNOT_FORWARD 0"])).toContain(
    "dns_nameservers <",
  );
  expect(asked("X-Squid-Error: ERR_CONNECT_FAIL 0", ["x-squid-error", "ERR_CONNECT_FAIL 0"])).not.toContain(
    "dns_nameservers",
  );
  expect(asked("503 Service Unavailable", ["server", "nginx"])).not.toContain("dns_nameservers");
});
