// address-partly-dead: a name with several addresses, of which some do not work.

import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { startDroppedPort } from "../../src/demo/dropped-port.ts";
import { check, DIRECT } from "../support/checks.ts";
import { Servers } from "../support/loopback.ts";
import { originThat } from "../support/origin-that.ts";
import { HOST, mintPki, type Pki, trusting } from "../support/pki.ts";
import { forwarder, pool } from "../support/pool.ts";
import { findingsOf, told } from "./run.ts";

const servers = new Servers();
let pki: Pki;
beforeAll(async () => {
  pki = await mintPki();
});
afterAll(() => servers.closeAll());

const works = () => servers.up(originThat.works(pki.good));
const row = (port: number) => check("https", HOST, port, DIRECT, { id: "direct" });

describe.each([
  ["first", 0],
  ["last", 1],
])("the %s of two addresses refuses", (_, at) => {
  test("is named, with what works; the cure is a server there", async () => {
    const origin = await works();
    const { port, resolver, addresses } = await pool(servers, at === 0 ? [null, origin] : [origin, null]);
    const findings = await findingsOf([row(port)], trusting(pki), { resolver });
    expect(told(findings)).toEqual(["warning address-partly-dead: direct"]);
    expect(findings[0]?.why).toContain(`${addresses[1 - at]} work and ${addresses[at]} do not`);
    await servers.up(forwarder(addresses[at]!, port, origin.port));
    expect(await findingsOf([row(port)], trusting(pki), { resolver })).toEqual([]);
  });
});

test("packets to the first address are dropped", async () => {
  const dropped = await startDroppedPort();
  if (!dropped) throw new Error("this system answers where it should drop");
  const origin = await works();
  await servers.up(forwarder("127.0.0.2", dropped.port, origin.port));
  const resolver = { addresses: async () => ["127.0.0.1", "127.0.0.2"] };
  const findings = await findingsOf([row(dropped.port)], trusting(pki), { resolver });
  await dropped.stop();
  expect(told(findings)).toEqual(["warning address-partly-dead: direct"]);
  expect(findings[0]?.evidence[0]).toMatch(/127\.0\.0\.1 timed-out \(\d+ ms\); 127\.0\.0\.2 connected/);
  expect(findings[0]?.remedies.map(({ who }) => who)).toEqual(["firewall-admin", "dns-admin"]);
});

test("IPv6 is broken: a warning, or where this machine knows no IPv6 at all a notice", async () => {
  const origin = await works();
  const resolver = { addresses: async () => ["::1", "127.0.0.1"] };
  const findings = await findingsOf([row(origin.port)], trusting(pki), { resolver });
  expect(findings.map(({ code, affects }) => [code, affects])).toEqual([["address-partly-dead", ["direct"]]]);
  const [finding] = findings;
  const atOnce = /^direct: ::1 unreachable \((\d+) ms\)/.exec(finding!.evidence[0]!);
  expect(finding!.severity).toBe(atOnce && Number(atOnce[1]) < 250 ? "notice" : "warning");
  expect(finding!.why).toContain("All that fail are IPv6");
});

test("IPv6 alone, where this machine has it", async () => {
  const origin = await servers.up(originThat.works(pki.good, undefined, "::1")).catch(() => null);
  if (!origin) return;
  const resolver = { addresses: async () => ["::1"] };
  expect(await findingsOf([row(origin.port)], trusting(pki), { resolver })).toEqual([]);
});

test("all addresses refuse: that is no partial failure", async () => {
  const { port, resolver } = await pool(servers, [null, null]);
  expect(told(await findingsOf([row(port)], trusting(pki), { resolver }))).toEqual(["error direct-refused: direct"]);
});

test("localhost has two addresses whoever listens", async () => {
  const origin = await works();
  const resolver = { addresses: async () => ["::1", "127.0.0.1"] };
  const local = check("https", "localhost", origin.port, DIRECT);
  expect(await findingsOf([local], trusting(pki), { resolver })).toEqual([]);
});

test("the addresses of one target are tried once a run", async () => {
  const one = await works();
  const other = await works();
  const { port, resolver } = await pool(servers, [one, other]);
  const rows = [1, 2, 3].map((number) => ({ ...row(port), id: `direct-${number}` }));
  expect(await findingsOf(rows, trusting(pki), { resolver })).toEqual([]);
  expect(one.connections() + other.connections()).toBe(3 + 1);
});
