// proxy-denied, by another kind of evidence: the known hosts of a wildcard are allowed one by one, and the wildcard is not.

import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Check } from "../../src/plan/check.ts";
import { makePlan } from "../../src/plan/plan.ts";
import type { Domain } from "../../src/whitelist/domain.ts";
import { domain, settingsOf } from "../plan/builders.ts";
import { leaf } from "../support/certificates.ts";
import { run, story } from "../support/checks.ts";
import { type Loopback, Servers } from "../support/loopback.ts";
import { originThat } from "../support/origin-that.ts";
import { mintPki, type Pki, trusting } from "../support/pki.ts";
import { proxyThat } from "../support/proxy-that.ts";
import { type SquidRules, squidRuling } from "../support/squid-rules.ts";
import { squidAsPrinted } from "./printed.ts";
import { findingsOf, told } from "./run.ts";
import { behind } from "./scene.ts";

const servers = new Servers();
let pki: Pki;
let origin: Loopback;
beforeAll(async () => {
  pki = await mintPki();
  origin = await servers.up(originThat.works(await leaf(pki.root, ["*.hub.example.com", "auth.example.com"])));
});
afterAll(() => servers.closeAll());

const DENIED = "HTTP/1.1 403 Forbidden\r\nX-Squid-Error: ERR_ACCESS_DENIED 0\r\nContent-Length: 0\r\n\r\n";
const NO_NAME = "HTTP/1.1 503 Service Unavailable\r\nX-Squid-Error: ERR_DNS_FAIL 0\r\nContent-Length: 0\r\n\r\n";
const HUB = { host: "*.hub.example.com", samples: ["registry.hub.example.com", "login.hub.example.com"] };

function planned(port: number, hub: Partial<Domain> = {}): Check[] {
  const domains = [domain("hub", { ...HUB, ...hub }), domain("auth", { host: "auth.example.com" })];
  const options = { features: [], clients: [], only: [], skip: [] };
  return makePlan(settingsOf(behind(`http://127.0.0.1:${port}`)), domains, options).checks;
}

/** A proxy that answers the odd host so, and lets every other one through. */
async function answersOddHost(reply: string) {
  const rule = (_: string, target: string) => (target.startsWith("carto-proxy-probe.") ? reply : null);
  return servers.up(proxyThat.rulesBy(rule, origin.port));
}

test("Squid allows the known hosts alone: the wildcard's own row fails, and the printed lines cure it", async () => {
  const rules: SquidRules = {
    lines: [
      "acl known dstdomain registry.hub.example.com login.hub.example.com auth.example.com",
      "http_access allow known",
    ],
  };
  const proxy = await servers.up(proxyThat.rulesBy(squidRuling(rules, DENIED), origin.port));
  const checks = planned(proxy.port);
  const findings = await findingsOf(checks, trusting(pki));
  expect(told(findings)).toEqual(["error proxy-denied: hub"]);
  expect(findings[0]?.title).toContain("lets known hosts of *.hub.example.com through, and denies the wildcard");
  squidAsPrinted(rules, findings[0]!);
  expect(await findingsOf(checks, trusting(pki))).toEqual([]);
});

test("everything under it is denied: one finding, for the hosts and the wildcard", async () => {
  const rules: SquidRules = { lines: ["acl known dstdomain auth.example.com", "http_access allow known"] };
  const proxy = await servers.up(proxyThat.rulesBy(squidRuling(rules, DENIED), origin.port));
  const findings = await findingsOf(planned(proxy.port), trusting(pki));
  expect(told(findings)).toEqual(["error proxy-denied: hub@registry.hub.example.com, hub@login.hub.example.com, hub"]);
  squidAsPrinted(rules, findings[0]!);
  expect(await findingsOf(planned(proxy.port), trusting(pki))).toEqual([]);
});

describe("the wildcard is let through", () => {
  test.each([
    ["no such name", NO_NAME],
    ["bad gateway", "HTTP/1.1 502 Bad Gateway\r\nContent-Length: 0\r\n\r\n"],
    ["cannot forward", "HTTP/1.1 500 Internal\r\nX-Squid-Error: ERR_CANNOT_FORWARD 0\r\nContent-Length: 0\r\n\r\n"],
  ])("%s", async (_, reply) => {
    const proxy = await answersOddHost(reply);
    const checks = planned(proxy.port);
    expect(await findingsOf(checks, trusting(pki))).toEqual([]);
    const row = (await run(checks, trusting(pki)))[checks.findIndex(({ id }) => id === "hub")]!;
    expect(story(row)).toBe("tcp ok, tunnel ok");
  });

  test("the tunnel opens, and nothing is sent through it", async () => {
    const proxy = await servers.up(proxyThat.works(origin.port));
    const checks = planned(proxy.port).filter(({ id }) => id === "hub");
    const [row] = await run(checks, trusting(pki));
    expect(story(row!)).toBe("tcp ok, tunnel ok");
    expect(proxy.requests).toEqual(["CONNECT carto-proxy-probe.hub.example.com:443 HTTP/1.1"]);
  });
});

describe("what does not tell is neither a pass nor a fail", () => {
  test.each([
    [
      "a 403 that speaks of a name",
      "HTTP/1.1 403 Forbidden\r\nContent-Length: 37\r\n\r\n<p>The host name cannot be resolved.\n",
    ],
    ["hanging up", ""],
    ["404", "HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n"],
  ])("%s", async (_, reply) => {
    const proxy = await answersOddHost(reply);
    const checks = planned(proxy.port);
    expect(await findingsOf(checks, trusting(pki))).toEqual([]);
    const row = (await run(checks, trusting(pki)))[checks.findIndex(({ id }) => id === "hub")]!;
    expect(row).toMatchObject({ outcome: "skipped", reason: expect.stringContaining("*.hub.example.com") });
  });

  test("silence", async () => {
    const proxy = await servers.up(proxyThat.isMute());
    const [row] = await run(
      planned(proxy.port).filter(({ id }) => id === "hub"),
      trusting(pki),
      { timeoutMs: 4000 },
    );
    expect(row).toMatchObject({ outcome: "skipped", reason: expect.stringContaining("timed out") });
  });
});

test("a proxy that is down takes the wildcard's row with it, in one finding", async () => {
  const proxy = await servers.up(proxyThat.demandsAuth());
  expect(told(await findingsOf(planned(proxy.port), trusting(pki)))).toEqual([
    "error proxy-auth-required: hub@registry.hub.example.com, hub@login.hub.example.com, auth, hub",
  ]);
});
