import { spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Check } from "../../src/plan/check.ts";
import { byProxy, check, DIRECT, run, runOne, story } from "../support/checks.ts";
import { closedPort, Servers } from "../support/loopback.ts";
import { originThat } from "../support/origin-that.ts";
import { HOST, mintPki, type Pki, trusting } from "../support/pki.ts";
import { proxyThat } from "../support/proxy-that.ts";

let pki: Pki;
const servers = new Servers();
beforeAll(async () => {
  pki = await mintPki();
});
afterAll(() => servers.closeAll());

test("observations come in plan order, whatever finishes first; each is told once", async () => {
  const mute = await servers.up(proxyThat.isMute());
  const fast = await servers.up(proxyThat.denies());
  const port = await closedPort();
  const checks = [
    check("https", "slow.example.com", 443, byProxy(mute.port)),
    check("https", "fast.example.com", 443, byProxy(fast.port)),
    check("https", "left-out.example.com", 443, byProxy(fast.port), { skip: "proxy-url-invalid" }),
    check("tcp", "127.0.0.1", port, DIRECT),
  ];
  const told: string[] = [];
  const onDone = (one: Check) => told.push(one.host);
  const seen = await run(checks, trusting(pki), { timeoutMs: 2000, onDone });
  expect(seen.map(story)).toEqual([
    "tcp ok, tunnel timed-out",
    "tcp ok, tunnel refused-by-proxy",
    "skipped: ",
    "tcp refused",
  ]);
  expect(seen[2]).toEqual({ outcome: "skipped", reason: "proxy-url-invalid", phases: [], durationMs: 0 });
  expect(told.toSorted()).toEqual(["127.0.0.1", "fast.example.com", "left-out.example.com", "slow.example.com"]);
  expect(told.at(-1)).toBe("slow.example.com");
});

describe("the run's end", () => {
  test("what is under way and what has not begun is unknown, at once, and keeps what was seen", async () => {
    const mute = await servers.up(proxyThat.isMute());
    const denying = await servers.up(proxyThat.denies());
    const ending = new AbortController();
    const checks = [
      check("https", "a.example.com", 443, byProxy(denying.port)),
      check("https", "b.example.com", 443, byProxy(mute.port)),
      check("https", "c.example.com", 443, byProxy(mute.port)),
    ];
    let endedAt = 0;
    const running = run(checks, trusting(pki), { signal: ending.signal, concurrency: 2 });
    // Only once the first has answered and the second waits: no clock decides.
    while (denying.requests.length === 0 || mute.requests.length === 0)
      await new Promise((resolve) => setTimeout(resolve, 20));
    endedAt = performance.now();
    ending.abort("the deadline of 1 s has passed");
    const seen = await running;
    expect(performance.now() - endedAt).toBeLessThan(5000);
    expect(seen[1]).toMatchObject({ outcome: "unknown", reason: "the deadline of 1 s has passed" });
    expect(story(seen[1] as never)).toBe("unknown: tcp ok");
    expect(seen[2]?.outcome).toBe("unknown");
  });

  test("the words of an Error", async () => {
    const ended = AbortSignal.abort(new Error("interrupted"));
    const seen = await runOne(check("https", HOST, 443, DIRECT), {}, { signal: ended });
    expect(seen).toEqual({ outcome: "unknown", reason: "interrupted", phases: [], durationMs: 0 });
  });
});

test("a fault of our own is unknown, never failed", async () => {
  const resolver = {
    addresses: () => {
      throw new Error("unreachable");
    },
  };
  const broken = check("https", HOST, 443, {
    kind: "proxy",
    proxy: "not a url",
    reason: "https_proxy",
    form: "tunnel",
  });
  const seen = await runOne(broken, {}, { resolver });
  expect(seen.outcome).toBe("unknown");
  expect(seen.reason).toMatch(/^bug in carto-proxy: /);
});

test("observations are plain data", async () => {
  const origin = await servers.up(originThat.works(pki.good));
  const proxy = await servers.up(proxyThat.works(origin.port, pki.proxy));
  const seen = await runOne(check("https", HOST, 443, byProxy(proxy.port, "https")), trusting(pki));
  expect(JSON.parse(JSON.stringify(seen))).toEqual(seen);
});

test("a certificate that cannot be read does not stop the run", async () => {
  const origin = await servers.up(originThat.works(pki.good));
  const broken = "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n";
  const one = check("https", "127.0.0.1", origin.port, DIRECT);
  const seen = await runOne(one, { publicRoots: [broken, pki.root.pem], extraCa: [broken] });
  expect(story(seen)).toBe("tcp ok, tls ok, exchange ok");
});

test("nothing keeps the process alive once the run is over", async () => {
  const child = spawn(process.execPath, [fileURLToPath(new URL("../support/probing-process.ts", import.meta.url))], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  let out = "";
  child.stdout.on("data", (chunk) => {
    out += chunk;
  });
  const [code] = await once(child, "exit");
  expect(code).toBe(0);
  const { stories, endedAfterMs } = JSON.parse(out) as { stories: string[]; endedAfterMs: number };
  expect(stories).toContain("tcp ok, tunnel timed-out");
  expect(stories).toContain("tcp ok, tunnel closed");
  expect(endedAfterMs).toBeLessThan(1500);
});
