import { expect, test } from "vitest";
import { actors, database, failed, findings, row, seen, snippets, summary, tcp, works } from "../observations.ts";

const blocked = (check: ReturnType<typeof row>, code: "timed-out" | "unreachable" | "not-permitted") =>
  seen(check, failed(tcp(check.host, check.port), code));

test("timed out and unreachable are one finding with one list of rules", () => {
  const other = database("redis", { host: "cache.example.test" });
  const result = findings([works("ok"), blocked(database(), "timed-out"), blocked(other, "unreachable")]);
  expect(summary(result)).toEqual(["direct-blocked error: postgres@db.example.test redis@db.example.test"]);
  expect(actors(result[0]!)).toEqual(["firewall-admin"]);
  expect(snippets(result[0]!).split("\n")).toEqual([
    "# from             to                  port   protocol",
    "# the CARTO hosts  db.example.test     5432   TCP",
    "# the CARTO hosts  cache.example.test  6379   TCP",
    expect.stringMatching(/^# on a router; the chain is OUTPUT on the machine itself/),
    "iptables -I FORWARD -p tcp -d db.example.test --dport 5432 -j ACCEPT",
    "iptables -I FORWARD -p tcp -d cache.example.test --dport 6379 -j ACCEPT",
  ]);
  expect(result[0]!.why).toContain("opening the proxy would not help");
  expect(result[0]!.remedies[0]!.verify).toBe("nc -vz -w 5 db.example.test 5432");
});

test("what NO_PROXY sends direct is apart, and the entry is named", () => {
  const excluded = row("a", { route: { kind: "direct", reason: "no_proxy", entry: ".example.test" } });
  const result = findings([works("ok"), blocked(excluded, "timed-out"), blocked(database(), "timed-out")]);
  expect(result.map(({ affects }) => affects)).toEqual([["a"], ["postgres@db.example.test"]]);
  expect(result[0]!.why).toContain("(.example.test)");
  expect(actors(result[0]!)).toEqual(["operator", "firewall-admin"]);
});

test("a machine's own ban is told, and Kubernetes hears of its policies", () => {
  const result = findings([blocked(database(), "not-permitted")], { deployment: "helm" });
  expect(result[0]!.why).toContain("not-permitted");
  expect(result[0]!.remedies.map((remedy) => remedy.do).join()).toContain("NetworkPolicy");
});
