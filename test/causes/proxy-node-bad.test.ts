// proxy-node-bad: the proxy's name stands for several nodes, and one of them does not open tunnels.

import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { leaf } from "../support/certificates.ts";
import { byProxy, check } from "../support/checks.ts";
import { type Loopback, Servers } from "../support/loopback.ts";
import { originThat } from "../support/origin-that.ts";
import { HOST, mintPki, type Pki, trusting } from "../support/pki.ts";
import { pool } from "../support/pool.ts";
import { type ProxyLoopback, proxyThat } from "../support/proxy-that.ts";
import { findingsOf, told } from "./run.ts";

const servers = new Servers();
let pki: Pki;
let origin: Loopback;
beforeAll(async () => {
  pki = await mintPki();
  origin = await servers.up(originThat.works(pki.good));
});
afterAll(() => servers.closeAll());

const good = () => servers.up(proxyThat.works(origin.port));
const rows = (port: number, count = 3) =>
  Array.from({ length: count }, (_, at) =>
    check("https", HOST, 443, byProxy(port, "http", "proxy.corp.test"), { id: `row-${at}` }),
  );

const BAD: [string, () => Promise<Loopback | null>, RegExp][] = [
  ["refuses TCP", async () => null, /tcp refused/],
  ["denies", () => servers.up(proxyThat.denies()), /tunnel refused-by-proxy; .*; status 403/],
  ["hangs up", () => servers.up(proxyThat.hangsUp()), /tunnel closed/],
  ["is mute", () => servers.up(proxyThat.isMute()), /tunnel timed-out/],
  ["is no proxy", () => servers.up(proxyThat.speaksSsh()), /tunnel not-http/],
];

describe.each(BAD)("the second node %s", (_, bad, evidence) => {
  test("a warning on the row that asked, and mending it cures", async () => {
    const node = await good();
    const { port, resolver, addresses } = await pool(servers, [node, await bad(), node]);
    const findings = await findingsOf(rows(port), trusting(pki), { resolver });
    expect(findings.map(({ code, severity }) => `${severity} ${code}`)).toEqual(["warning proxy-node-bad"]);
    expect(findings[0]?.affects).toHaveLength(1);
    expect(findings[0]?.title).toContain(`1 node of 3`);
    expect(findings[0]?.evidence.find((line) => line.startsWith(`${addresses[1]}: `))).toMatch(evidence);
    const mended = await pool(servers, [node, node, node]);
    expect(await findingsOf(rows(mended.port), trusting(pki), { resolver: mended.resolver })).toEqual([]);
  });
});

describe("the node that is tried first", () => {
  test("denies everything: the rows that failed by it are its own", async () => {
    const { port, resolver } = await pool(servers, [await servers.up(proxyThat.denies()), await good()]);
    const findings = await findingsOf(rows(port), trusting(pki), { resolver });
    expect(told(findings)).toEqual(["error proxy-node-bad: row-0, row-1, row-2"]);
  });

  test("refuses TCP: the others carry the run", async () => {
    const { port, resolver, addresses } = await pool(servers, [null, await good()]);
    const findings = await findingsOf(rows(port), trusting(pki), { resolver });
    expect(findings.map(({ code, severity }) => `${severity} ${code}`)).toEqual(["warning proxy-node-bad"]);
    expect(findings[0]?.title).toContain(addresses[0]);
  });

  test("is mute: the rows that failed by it are its own", async () => {
    const { port, resolver } = await pool(servers, [await servers.up(proxyThat.isMute()), await good()]);
    const findings = await findingsOf(rows(port, 2), trusting(pki), { resolver, timeoutMs: 4000 });
    expect(told(findings)).toEqual(["error proxy-node-bad: row-0, row-1"]);
  });
});

test("a target that every node denies is the policy of all of them", async () => {
  const denying = await servers.up(proxyThat.denies());
  const { port, resolver } = await pool(servers, [denying, denying]);
  expect(told(await findingsOf(rows(port), trusting(pki), { resolver }))).toEqual([
    "error proxy-denied: row-0, row-1, row-2",
  ]);
});

test("a denied target among open ones, by a healthy pool, is proxy-denied alone", async () => {
  const rule = (_: string, target: string) =>
    target.startsWith("denied.") ? "HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n" : null;
  const node = await servers.up(proxyThat.rulesBy(rule, origin.port));
  const { port, resolver } = await pool(servers, [node, node]);
  const denied = { ...rows(port, 1)[0]!, id: "denied", host: "denied.example.com" };
  const checks = [denied, ...rows(port)];
  expect(told(await findingsOf(checks, trusting(pki), { resolver }))).toEqual(["error proxy-denied: denied"]);
});

test("each node is asked once a run, whatever the number of rows", async () => {
  const nodes: ProxyLoopback[] = [await good(), await good(), await good()];
  const { port, resolver } = await pool(servers, nodes);
  expect(await findingsOf(rows(port, 12), trusting(pki), { resolver })).toEqual([]);
  const asked = nodes.map(({ requests }) => requests.length);
  expect(asked).toEqual([12, 1, 1]);
});

test("an https:// proxy: a node with an expired certificate", async () => {
  const names = ["proxy.corp.test"];
  const valid = await servers.up(proxyThat.works(origin.port, await leaf(pki.root, names)));
  const expired = await servers.up(proxyThat.works(origin.port, await leaf(pki.root, names, { validity: "expired" })));
  const tlsRow = (port: number) => check("https", HOST, 443, byProxy(port, "https", names[0]), { id: "row" });
  const { port, resolver, addresses } = await pool(servers, [valid, expired]);
  const findings = await findingsOf([tlsRow(port)], trusting(pki), { resolver });
  expect(findings.map(({ code, severity }) => `${severity} ${code}`)).toEqual(["warning proxy-node-bad"]);
  expect(findings[0]?.evidence).toContainEqual(
    expect.stringMatching(`^${addresses[1]}: proxy-tls certificate-expired`),
  );
  const mended = await pool(servers, [valid, valid]);
  expect(await findingsOf([tlsRow(mended.port)], trusting(pki), { resolver: mended.resolver })).toEqual([]);
});
