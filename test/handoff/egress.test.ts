import { describe, expect, test } from "vitest";
import { directOpenings, proxyOpening } from "../../src/handoff/egress.ts";
import { handoffOf, type Wish } from "./handoff-of.ts";

const peers = (wish: Wish) => proxyOpening(handoffOf({ deployment: "helm", ...wish })).peers;

describe("the proxy's address", () => {
  test.each<[string, string[]]>([
    ["http://203.0.113.7:3128", ['ipBlock: { cidr: "203.0.113.7/32" }']],
    ["http://[2001:db8::7]:3128", ['ipBlock: { cidr: "2001:db8::7/128" }']],
    // A Service of this namespace, or a host of the node's own domain: nobody can tell.
    ["http://squid:3128", []],
    ["http://squid.egress.svc:3128", ['namespaceSelector: { matchLabels: { kubernetes.io/metadata.name: "egress" } }']],
    [
      "http://squid.egress.svc.cluster.local:3128",
      ['namespaceSelector: { matchLabels: { kubernetes.io/metadata.name: "egress" } }'],
    ],
    ["http://proxy.corp:3128", []],
    ["http://squid.egress.svc.other.local:3128", []],
  ])("%s", (proxy, expected) => expect(peers({ proxy })).toEqual(expected));

  test("what is given wins", () => {
    expect(peers({ proxy: "http://squid:3128", proxyCidrs: ["10.0.0.0/8", "2001:db8::/32"] })).toEqual([
      'ipBlock: { cidr: "10.0.0.0/8" }',
      'ipBlock: { cidr: "2001:db8::/32" }',
    ]);
  });
});

describe("what is opened directly", () => {
  const hosts = (wish: Wish) => directOpenings(handoffOf({ deployment: "helm", ...wish })).map(({ host }) => host);

  test("nothing behind an HTTP proxy, without a warehouse", () => expect(hosts({})).toEqual([]));

  test("warehouses in use, not the whitelist rows of others", () => {
    const wish: Wish = { proxy: "https://p.corp:1", warehouses: ["oracle://ora.corp", "snowflake://acct"] };
    const opened = hosts(wish);
    expect(opened).toEqual(
      expect.arrayContaining(["ora.corp", "acct.snowflakecomputing.com", "ocsp.snowflakecomputing.com"]),
    );
    expect(opened).not.toContain("*.snowflakecomputing.com");
  });

  test("each says what for, and why not by the proxy", () => {
    const [opening] = directOpenings(handoffOf({ deployment: "helm", warehouses: ["redshift://r.corp"] }));
    expect(opening).toMatchObject({ title: "r.corp:5439, data-warehouse", port: 5439, option: "--cidr r.corp=CIDR" });
    expect(opening!.why).toMatch(/Redshift.*Direct/);
  });
});
