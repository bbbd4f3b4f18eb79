// The process of a client library is watched and held: what it may open, what it leaves behind, how it ends.

import { existsSync } from "node:fs";
import { afterAll, beforeAll, expect, test } from "vitest";
import { library } from "../../../src/probe/clients/library.ts";
import { LoopDelay } from "../../../src/probe/loop-delay.ts";
import { observe, type Run } from "../../../src/probe/observe.ts";
import { PodEnvironment } from "../../../src/settings/pod-environment.ts";
import { byProxy, check, factsOf, settings, story } from "../../support/checks.ts";
import { Servers } from "../../support/loopback.ts";
import { type ProxyLoopback, proxyThat } from "../../support/proxy-that.ts";
import type { Misbehaviour } from "./children/misbehaving-child.ts";

const servers = new Servers();
let proxy: ProxyLoopback;
beforeAll(async () => {
  proxy = await servers.up(proxyThat.hangsUp());
});
afterAll(() => servers.closeAll());

/** With this library in place of a real one. */
async function run(how: Misbehaviour["how"], timeoutMs = 60_000, runEnd = new AbortController().signal) {
  const prober = library<Misbehaviour>({
    child: new URL("./children/misbehaving-child.ts", import.meta.url),
    waitingFor: "end of a library",
    detail: () => ({ how, proxy: proxy.port }),
  });
  const environment = new PodEnvironment({ https_proxy: `http://127.0.0.1:${proxy.port}` });
  const one = check("https", "api.example", 443, byProxy(proxy.port), { kind: "client", client: "fetch" });
  const delay = new LoopDelay();
  const shared = { settings: { ...settings(), environment }, timeoutMs, redact: (text: string) => text, delay };
  try {
    return await observe(one, shared as unknown as Run, runEnd, prober);
  } finally {
    delay.stop();
  }
}

test("a storm is held at a handful of connections", async () => {
  const before = proxy.connections();
  const seen = await run("storms");
  const { answer, ways = [] } = factsOf(seen, "login");
  expect(answer).toBe("8");
  await expect.poll(() => proxy.connections() - before, { timeout: 30_000 }).toBe(8);
  expect(ways.filter(({ kept }) => kept === "too-many")).toHaveLength(22);
});

test("an address or a name that the check does not list is kept from it, and told", async () => {
  const { answer, ways } = factsOf(await run("goes-elsewhere"), "login");
  expect(answer).toMatch(
    /^ECONNREFUSED: .* not an address of this check \| ECONNREFUSED: .* not an address of this check$/,
  );
  const kept = { kind: "direct", address: null, kept: "not-planned" };
  expect(ways).toMatchObject([
    { to: "169.254.169.254:80", ...kept },
    { to: "metadata.google.internal:80", ...kept },
  ]);
});

test("one that never settles has the check's time, and its process is gone", async () => {
  const seen = await run("never-settles", 1500);
  expect(story(seen)).toBe("login timed-out");
  expect(factsOf(seen, "login").by).toBe("a library 1.0");
});

test("one that is never loaded was not measured: its check is unknown, not failed", async () => {
  const ending = new AbortController();
  setTimeout(() => ending.abort(new Error("the run has ended")), 3000);
  expect(await run("never-loads", 1000, ending.signal)).toMatchObject({
    outcome: "unknown",
    reason: "the run has ended",
    phases: [],
  });
});

test("what it writes goes with it", async () => {
  const { answer = "" } = factsOf(await run("writes-files"), "login");
  expect(answer).toMatch(/carto-proxy-client-/);
  await expect.poll(() => existsSync(answer), { timeout: 30_000 }).toBe(false);
});

test("an error that nobody in it listens for is heard", async () => {
  const seen = await run("throws-aside");
  expect(story(seen)).toBe("login client-failed");
  expect(factsOf(seen, "login").message).toBe("E_ASIDE: thrown where nobody listens");
});

test("a process that dies is a failure, with how", async () => {
  const seen = await run("dies");
  expect(story(seen)).toBe("login client-failed");
  expect(seen.phases[0]?.failure?.cause).toContain("ended without a result (3)");
});

test("one that floods its output does not stand still", async () => {
  expect(story(await run("is-noisy"))).toBe("login ok");
});

test("one that dies before it is loaded was not measured either", async () => {
  const seen = await run("dies-early");
  expect(seen).toMatchObject({ outcome: "unknown", phases: [] });
  expect(seen.reason).toMatch(/^the library's process ended without a result \(4\)/);
});
