// A real Squid rules by the generated file: all that the plan needs gets through and nothing else, and each line has its use.

import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { squid } from "../../src/handoff/squid.ts";
import { SQUID, squidReads } from "./consumer.ts";
import { handoffOf, shipped, type Wish } from "./handoff-of.ts";
import { type Asked, SquidServer } from "./squid-server.ts";

const row = shipped.domains[0]!;
const wish: Wish = {
  warehouses: ["snowflake://acct"],
  whitelist: {
    ...shipped,
    domains: [
      ...shipped.domains,
      { ...row, id: "plain", host: "plain.example.com", port: 80, protocol: "http" },
      { ...row, id: "address", host: "127.0.0.2" },
      { ...row, id: "other-port", host: "other.example.com", port: 8443 },
    ],
  },
};
const handoff = handoffOf(wish);
const { text } = squid(handoff);
const needed: Asked[] = handoff.targets.flatMap(({ way, port, checks }) =>
  way === "direct" ? [] : [...new Set(checks.map(({ host }) => host))].map((host) => ({ host, port, way })),
);
const lines = text.split("\n").filter((line) => line !== "" && !line.startsWith("#"));

describe.skipIf(SQUID === null)("Squid with the generated rules", { timeout: 300_000 }, () => {
  let server: SquidServer;
  beforeAll(async () => {
    server = await SquidServer.start(SQUID!, text, [...new Set([...needed, ...others].map(({ host }) => host))]);
  }, 120_000);
  afterAll(() => server?.stop());

  const denied = async (asked: Asked[] = needed) => {
    const rulings = await Promise.all(asked.map(async (each) => ((await server.allows(each)) ? [] : [told(each)])));
    return rulings.flat().toSorted();
  };

  test("lets through whatever the plan needs", async () => expect(await denied()).toEqual([]));

  test("and nothing else", async () => expect(await denied(others)).toEqual(others.map(told).toSorted()));

  test("each line has its use: without it Squid denies what it was for, and that alone", async () => {
    const wrong: unknown[] = [];
    for (const line of lines) {
      const less = text.replace(`\n${line}\n`, "\n");
      expect(less).not.toBe(text);
      const expected = lostWithout(line);
      if (expected === null) {
        if (squidReads(less).ok) wrong.push({ line, got: "Squid takes the file" });
        continue;
      }
      await server.use(less);
      const got = await denied();
      if (JSON.stringify(got) !== JSON.stringify(expected)) wrong.push({ line, expected, got });
    }
    expect(wrong).toEqual([]);
  });
});

/** Hosts beside, above and below the needed ones, and the needed ones on other ports or asked otherwise. */
const others: Asked[] = [
  { host: "example.org", port: 443, way: "tunnel" },
  { host: "carto.com", port: 443, way: "tunnel" },
  { host: "evil-auth.carto.com", port: 443, way: "tunnel" },
  { host: "auth.carto.com.example.org", port: 443, way: "tunnel" },
  { host: "sub.auth.carto.com", port: 443, way: "tunnel" },
  { host: "notamazonaws.com", port: 443, way: "tunnel" },
  { host: "auth.carto.com", port: 80, way: "tunnel" },
  { host: "auth.carto.com", port: 22, way: "tunnel" },
  { host: "auth.carto.com", port: 80, way: "plain" },
  { host: "plain.example.com", port: 443, way: "tunnel" },
  { host: "plain.example.com", port: 8080, way: "plain" },
  { host: "other.example.com", port: 443, way: "tunnel" },
  { host: "127.0.0.3", port: 443, way: "tunnel" },
];

/** Null: Squid does not take the file. */
function lostWithout(line: string): string[] | null {
  const [word = "", name = "", type, ...values] = line.split(/\s+/);
  if (word === "http_access") {
    // Where no line matches, Squid does the opposite of the last one: it denies either way.
    if (line === "http_access deny all") return [];
    return needed
      .filter((asked) => line.includes(groupOf(asked)))
      .map(told)
      .toSorted();
  }
  const value = values.at(-1)!;
  const members = lines.filter((each) => each.startsWith(`acl ${name} `));
  if (members.length === 1) return null;
  const covered = needed.filter(({ host }) => (type === "dst" ? host === value : isUnder(host, value)));
  return covered
    .filter((asked) => name === groupOf(asked))
    .map(told)
    .toSorted();
}

function groupOf({ way, port, host }: Asked): string {
  return `carto_${way}_${port}_${/^[\d.]+$/.test(host) ? "addresses" : "hosts"}`;
}

function isUnder(host: string, name: string): boolean {
  return name.startsWith(".") ? `.${host}`.endsWith(name) : host === name;
}

function told({ way, host, port }: Asked): string {
  return `${way} ${host}:${port}`;
}
