import { afterAll, expect, test } from "vitest";
import { byProxy, check, DIRECT, factsOf, run, runOne, story } from "../../support/checks.ts";
import { closedPort, Servers, serve } from "../../support/loopback.ts";
import { proxyThat } from "../../support/proxy-that.ts";

const servers = new Servers();
afterAll(() => servers.closeAll());

const failing = (code: string) => ({
  addresses: () => Promise.reject(Object.assign(new Error(`getaddrinfo ${code} x`), { code, syscall: "getaddrinfo" })),
});

test.each([
  ["ENOTFOUND", "name-not-found"],
  ["EAI_AGAIN", "resolver-failed"],
  ["EAI_FAIL", "resolver-failed"],
])("%s", async (code, expected) => {
  const seen = await runOne(check("tcp", "name.example.com", 443, DIRECT), {}, { resolver: failing(code) });
  expect(story(seen)).toBe(`dns ${expected}`);
  expect(seen.phases[0]?.failure?.cause).toContain(code);
});

test("a name that does not resolve, by the system's own resolver", async () => {
  const seen = await runOne(check("tcp", "no-such-name.invalid", 443, DIRECT), {}, { timeoutMs: 60_000 });
  // A machine without a name server says "try again" instead.
  expect(["dns name-not-found", "dns resolver-failed"]).toContain(story(seen));
});

test("a resolver that does not answer", async () => {
  const resolver = { addresses: () => new Promise<string[]>(() => {}) };
  const seen = await runOne(check("tcp", "name.example.com", 443, DIRECT), {}, { resolver, timeoutMs: 800 });
  expect(story(seen)).toBe("dns timed-out");
  expect(factsOf(seen, "dns")).toEqual({ name: "name.example.com", addresses: [] });
});

test("through a proxy only the proxy's name is looked up", async () => {
  const proxy = await servers.up(proxyThat.denies());
  const asked: string[] = [];
  const resolver = {
    addresses: async (name: string) => {
      asked.push(name);
      return ["127.0.0.1"];
    },
  };
  const route = byProxy(proxy.port, "http", "proxy.example.com");
  const seen = await runOne(check("https", "target.example.com", 443, route), {}, { resolver });
  expect(story(seen)).toBe("dns ok, tcp ok, tunnel refused-by-proxy");
  expect(asked).toEqual(["proxy.example.com"]);
});

test("localhost resolves", async () => {
  const server = await servers.up(serve(() => {}, { host: "localhost" }));
  const port = await closedPort();
  const seen = await run([check("tcp", "localhost", server.port, DIRECT), check("tcp", "localhost", port, DIRECT)]);
  expect(seen.map(story)).toEqual(["dns ok, tcp ok", "dns ok, tcp refused"]);
});
