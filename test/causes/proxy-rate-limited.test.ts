// A proxy that limits requests: what one more try tells.

import { afterAll, beforeAll, expect, test } from "vitest";
import { byProxy, check, runOne, story } from "../support/checks.ts";
import { originThat } from "../support/origin-that.ts";
import { HOST, trusting } from "../support/pki.ts";
import { proxyThat } from "../support/proxy-that.ts";
import { findingsOf, told } from "./run.ts";
import { Stage } from "./stage.ts";

const LIMITED =
  "HTTP/1.1 429 Too Many Requests\r\nVia: 1.1 gate (squid/5.7)\r\nServer: squid/5.7\r\nRetry-After: 0\r\nContent-Length: 0\r\n\r\n";

let stage: Stage;
beforeAll(async () => {
  stage = await Stage.open();
});
afterAll(() => stage.close());

/** Refuses the first `times` requests. */
async function limiting(on: Stage, times: number, reply = LIMITED, plain = false) {
  let left = times;
  const origin = await on.port(plain ? originThat.worksPlain() : originThat.works(on.pki.good));
  return on.servers.up(proxyThat.rulesBy(() => (left-- > 0 ? reply : null), origin));
}

test("a warning where the second try passes, an error where it does not, and never a third", async () => {
  const route = (port: number) => byProxy(port);
  const once = await limiting(stage, 1);
  const passes = await findingsOf([check("https", HOST, 443, route(once.port), { id: "a" })], trusting(stage.pki));
  expect(told(passes)).toEqual(["warning proxy-rate-limited: a"]);
  expect(passes[0]!.evidence.join()).toContain("first 429 Too Many Requests (Retry-After: 0)");
  const always = await limiting(stage, 9);
  const fails = await findingsOf([check("https", HOST, 443, route(always.port), { id: "a" })], trusting(stage.pki));
  expect(told(fails)).toEqual(["error proxy-rate-limited: a"]);
  expect([once.requests.length, always.requests.length]).toEqual([2, 2]);
});

test("both replies are kept, and the check goes on as far as it gets", async () => {
  const { port } = await limiting(stage, 1);
  const seen = await runOne(check("https", HOST, 443, byProxy(port)), trusting(stage.pki));
  expect(story(seen)).toBe("tcp ok, tunnel ok, tls ok, exchange ok");
  expect(seen.followUp?.rateLimited?.reply.status).toBe(429);
});

test("a plain request: the proxy's own 429, and the origin's, which is a pass", async () => {
  const absolute = (port: number) => ({ ...byProxy(port), form: "absolute" }) as ReturnType<typeof byProxy>;
  const own = await limiting(stage, 1, LIMITED, true);
  const limited = await findingsOf([check("http", HOST, 80, absolute(own.port), { id: "a" })]);
  expect(told(limited)).toEqual(["warning proxy-rate-limited: a"]);
  const origin = await stage.port(originThat.worksPlain((response) => response.writeHead(429).end()));
  const proxy = await stage.servers.up(proxyThat.works(origin));
  expect(told(await findingsOf([check("http", HOST, 80, absolute(proxy.port), { id: "a" })]))).toEqual([]);
  expect(proxy.requests.length).toBe(1);
});
