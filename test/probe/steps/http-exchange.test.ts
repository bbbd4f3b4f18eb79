import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Route } from "../../../src/plan/check.ts";
import type { FailureCode } from "../../../src/probe/observation.ts";
import { Secret } from "../../../src/settings/secret.ts";
import type { Expectation } from "../../../src/whitelist/domain.ts";
import { byProxy, check, DIRECT, DIRECT_HOST, factsOf, runOne, story } from "../../support/checks.ts";
import { type Loopback, onHead, Servers, serve } from "../../support/loopback.ts";
import { originThat } from "../../support/origin-that.ts";
import { HOST, mintPki, type Pki, trusting } from "../../support/pki.ts";
import { proxyThat } from "../../support/proxy-that.ts";
import { checkBy, ROUTES, WAY } from "../../support/routes.ts";

let pki: Pki;
const servers = new Servers();
beforeAll(async () => {
  pki = await mintPki();
});
afterAll(() => servers.closeAll());

describe.each(ROUTES)("by %s", (route) => {
  test.each<[string, FailureCode, () => Promise<Loopback>]>([
    ["closes after the request", "closed", () => originThat.closesAfterRequest(pki.good)],
    ["resets after the request", "reset", () => originThat.resetsAfterRequest(pki.good)],
    ["answers garbage", "not-http", () => originThat.answersGarbage(pki.good)],
  ])("an origin that %s", async (_name, code, start) => {
    const origin = await servers.up(start());
    const seen = await runOne(await checkBy(route, "https", origin, servers, pki), trusting(pki));
    expect(story(seen)).toBe(`${WAY[route]}, tls ok, exchange ${code}`);
  });

  test("an origin that never answers", async () => {
    const origin = await servers.up(originThat.neverAnswers(pki.good));
    const asked = await checkBy(route, "https", origin, servers, pki);
    const seen = await runOne(asked, trusting(pki), { timeoutMs: 4000 });
    expect(story(seen)).toBe(`${WAY[route]}, tls ok, exchange timed-out`);
  });

  test("an origin whose answer never ends has answered", async () => {
    const origin = await servers.up(originThat.streamsForEver(pki.good));
    const asked = await checkBy(route, "https", origin, servers, pki);
    const seen = await runOne(asked, trusting(pki), { timeoutMs: 8000 });
    expect(story(seen)).toBe(`${WAY[route]}, tls ok, exchange ok`);
    expect(factsOf(seen, "exchange")).toMatchObject({ reply: { status: 200, body: "event: ready\n\n" } });
  });
});

test("the time is up while the body is read: it has answered all the same", async () => {
  const origin = await servers.up(originThat.streamsForEver(pki.good));
  const asked = check("https", "127.0.0.1", origin.port, DIRECT, { expect: { status: [], header: {}, body: "never" } });
  const seen = await runOne(asked, trusting(pki), { timeoutMs: 3000 });
  expect(story(seen)).toBe("tcp ok, tls ok, exchange ok");
});

test("cookies and tokens do not enter facts, and long values are cut", async () => {
  const origin = await servers.up(
    originThat.works(pki.good, (response) => {
      response.setHeader("Set-Cookie", "session=abc");
      response.setHeader("X-Auth-Token", "abc");
      response.setHeader("X-Long", "y".repeat(3000));
      response.end("z".repeat(200_000));
    }),
  );
  const seen = await runOne(check("https", "127.0.0.1", origin.port, DIRECT), trusting(pki));
  const facts = factsOf(seen, "exchange");
  if (facts.protocol !== "http") throw new Error(facts.protocol);
  const names = facts.reply?.headers.map(([name]) => name);
  expect(names).not.toContain("set-cookie");
  expect(names).not.toContain("x-auth-token");
  expect(facts.reply?.headers.find(([name]) => name === "x-long")?.[1]).toHaveLength(1024);
  expect(facts.reply?.body).toHaveLength(2048);
  expect(facts.reply?.bodyBytes).toBe(65_536);
});

test("no redirect is followed", async () => {
  const asked: string[] = [];
  const origin = await servers.up(
    originThat.works(pki.good, (response, path) => {
      asked.push(path);
      response.writeHead(302, { Location: "/elsewhere" }).end();
    }),
  );
  const one = check("https", "127.0.0.1", origin.port, DIRECT, { path: "/start?a=1" });
  const seen = await runOne(one, trusting(pki));
  expect(factsOf(seen, "exchange")).toMatchObject({ request: "GET /start?a=1", reply: { status: 302 } });
  expect(asked).toEqual(["/start?a=1"]);
});

test.each<[string, Partial<Expectation>, boolean]>([
  ["the status", { status: [200, 401] }, true],
  ["another status", { status: [401] }, false],
  ["a header", { header: { "x-origin": "carto" } }, true],
  ["another header", { header: { "x-origin": "block" } }, false],
  ["the body", { body: '"hello"' }, true],
  ["another body", { body: "blocked" }, false],
])("recognised by %s", async (_name, expected, recognised) => {
  const origin = await servers.up(
    originThat.works(pki.good, (response) => {
      response.setHeader("X-Origin", "CARTO 1");
      response.end('{"hello":1}');
    }),
  );
  const wanted = { status: [], header: {}, body: "", ...expected };
  const seen = await runOne(check("https", "127.0.0.1", origin.port, DIRECT, { expect: wanted }), trusting(pki));
  expect(factsOf(seen, "exchange")).toMatchObject({ recognised });
});

describe("plain HTTP through a forward proxy", () => {
  const absolute = (port: number, scheme: "http" | "https" = "http"): Route => ({
    ...byProxy(port, scheme),
    kind: "proxy",
    proxy: `${scheme}://127.0.0.1:${port}`,
    reason: "https_proxy",
    form: "absolute",
  });

  test.each(["http", "https"] as const)("in absolute form by an %s proxy", async (scheme) => {
    const origin = await servers.up(originThat.worksPlain());
    const proxy = await servers.up(proxyThat.works(origin.port, scheme === "https" ? pki.proxy : undefined));
    const url = `${scheme}://127.0.0.1:${proxy.port}`;
    const credentials = { user: new Secret("jane"), password: new Secret("secret") };
    const one = check("http", HOST, 80, absolute(proxy.port, scheme), { path: "/x" });
    const seen = await runOne(one, { ...trusting(pki), credentials: { proxy: url, credentials } });
    expect(story(seen)).toBe(scheme === "http" ? "tcp ok, exchange ok" : "tcp ok, proxy-tls ok, exchange ok");
    expect(factsOf(seen, "exchange")).toMatchObject({
      request: `GET http://${HOST}/x`,
      reply: { status: 200 },
      refusal: null,
    });
    expect(proxy.heads[0]).toMatch(new RegExp(`^GET http://${HOST}/x HTTP/1.1\r\nHost: ${HOST}\r\n`));
    expect(proxy.heads[0]).toContain("Proxy-Authorization: Basic ");
  });

  test("inside a tunnel, where nothing of the proxy's is sent", async () => {
    let headers = "";
    const origin = await servers.up(
      originThat.worksPlain((response) => {
        headers = Object.keys(response.req.headers).join(" ");
        response.end("ok");
      }),
    );
    const proxy = await servers.up(proxyThat.works(origin.port));
    const seen = await runOne(check("http", HOST, 80, byProxy(proxy.port)));
    expect(story(seen)).toBe("tcp ok, tunnel ok, exchange ok");
    expect(proxy.requests).toEqual([`CONNECT ${HOST}:80 HTTP/1.1`]);
    expect(headers).not.toContain("proxy");
  });

  test("the proxy's own refusal", async () => {
    const proxy = await servers.up(proxyThat.denies());
    const seen = await runOne(check("http", HOST, 80, absolute(proxy.port)));
    expect(story(seen)).toBe("tcp ok, exchange refused-by-proxy");
    expect(factsOf(seen, "exchange")).toMatchObject({ refusal: { kind: "denied" }, reply: { status: 403 } });
  });

  test("a redirect that the proxy marks as its own is its refusal, one that it passed on is the origin's", async () => {
    const headers = { Location: "http://gate.corp/blocked", Via: "1.1 gate (squid/5.7)" };
    const own = await servers.up(proxyThat.answers("302 Found", { ...headers, "X-Squid-Error": "403 Access Denied" }));
    const seen = await runOne(check("http", HOST, 80, absolute(own.port)));
    expect(story(seen)).toBe("tcp ok, exchange refused-by-proxy");
    const passed = await servers.up(proxyThat.answers("302 Found", headers));
    expect(story(await runOne(check("http", HOST, 80, absolute(passed.port))))).toBe("tcp ok, exchange ok");
  });

  test("the origin's own refusal is an answer", async () => {
    const origin = await servers.up(originThat.worksPlain((response) => response.writeHead(403).end("no")));
    const proxy = await servers.up(proxyThat.works(origin.port));
    const seen = await runOne(check("http", HOST, 80, absolute(proxy.port)));
    expect(story(seen)).toBe("tcp ok, exchange ok");
  });

  test("a proxy that speaks SSH", async () => {
    const server = await servers.up(proxyThat.speaksSsh());
    const seen = await runOne(check("http", HOST, 80, absolute(server.port)));
    expect(story(seen)).toBe("tcp ok, exchange not-http");
    expect(factsOf(seen, "exchange")).toMatchObject({ speaks: { protocol: "ssh" } });
  });

  test("a proxy that hangs up, and turns out to speak TLS", async () => {
    const server = await servers.up(proxyThat.works(1, pki.proxy));
    const seen = await runOne(check("http", HOST, 80, absolute(server.port)));
    expect(story(seen)).toMatch(/^tcp ok, exchange (closed|reset|not-http)$/);
    expect(factsOf(seen, "exchange")).toMatchObject({ speaks: { protocol: "tls" } });
  });

  test("a proxy that is mute", async () => {
    const server = await servers.up(proxyThat.isMute());
    const seen = await runOne(check("http", HOST, 80, absolute(server.port)), {}, { timeoutMs: 3000 });
    expect(story(seen)).toBe("tcp ok, exchange timed-out");
  });
});

test.each(["101 Switching Protocols\r\nUpgrade: h2c\r\nConnection: upgrade", "000 Nothing", "042 Odd"])(
  "%s is no answer to a plain GET",
  async (status) => {
    const server = await servers.up(serve((socket) => onHead(socket, () => socket.end(`HTTP/1.1 ${status}\r\n\r\n`))));
    const seen = await runOne(check("http", DIRECT_HOST, server.port, DIRECT));
    expect(story(seen)).toBe("tcp ok, exchange not-http");
    expect(factsOf(seen, "exchange")).toMatchObject({ reply: { status: Number(status.slice(0, 3)) } });
    const proxied = await servers.up(proxyThat.answersRawAndCloses(`HTTP/1.1 ${status}\r\n\r\n`));
    expect(story(await runOne(check("http", HOST, 80, { ...byProxy(proxied.port), form: "absolute" } as Route)))).toBe(
      "tcp ok, exchange not-http",
    );
  },
);
