import { afterAll, expect, test } from "vitest";
import type { Resolver } from "../../../src/probe/resolver.ts";
import { byProxy, check, DIRECT, factsOf, runOne, story } from "../../support/checks.ts";
import { closedPort, Servers, serve } from "../../support/loopback.ts";
import { proxyThat } from "../../support/proxy-that.ts";

const servers = new Servers();
afterAll(() => servers.closeAll());

const resolving = (...addresses: string[]): Resolver => ({ addresses: async () => addresses });

test("a port on which nobody listens", async () => {
  const seen = await runOne(check("tcp", "127.0.0.1", await closedPort(), DIRECT));
  expect(story(seen)).toBe("tcp refused");
  expect(seen.phases[0]?.failure?.cause).toMatch(/^connect ECONNREFUSED 127\.0\.0\.1:\d+$/);
});

test("a proxy's port on which nobody listens", async () => {
  const port = await closedPort();
  const seen = await runOne(check("tcp", "target.example.com", 443, byProxy(port)));
  expect(story(seen)).toBe("tcp refused");
  expect(factsOf(seen, "tcp")).toMatchObject({ host: "127.0.0.1", port, address: null });
});

test("the first address is dead: the next one is used, and the dead one is recorded", async () => {
  const server = await servers.up(serve(() => {}, { host: "127.0.0.3" }));
  const seen = await runOne(
    check("tcp", "two.example.com", server.port, DIRECT),
    {},
    { resolver: resolving("127.0.0.2", "127.0.0.3") },
  );
  expect(story(seen)).toBe("dns ok, tcp ok");
  expect(factsOf(seen, "dns")).toEqual({ name: "two.example.com", addresses: ["127.0.0.2", "127.0.0.3"] });
  expect(factsOf(seen, "tcp")).toMatchObject({
    address: "127.0.0.3",
    attempts: [
      { address: "127.0.0.2", result: "failed", failure: { code: "refused" } },
      { address: "127.0.0.3", result: "connected" },
    ],
  });
});

test("a family without a route says less than a refusal", async () => {
  const port = await closedPort();
  const one = check("tcp", "two.example.com", port, DIRECT);

  const seen = await runOne(one, {}, { resolver: resolving("::1", "127.0.0.2"), timeoutMs: 20_000 });
  expect(story(seen)).toBe("dns ok, tcp refused");
  expect(factsOf(seen, "tcp").attempts).toHaveLength(2);
});

test("a client that speaks first has proven TCP alone, on a direct route", async () => {
  const server = await servers.up(serve(() => {}));
  const proxy = await servers.up(proxyThat.works(server.port));
  const direct = await runOne(check("tcp", "127.0.0.1", server.port, DIRECT));
  expect(factsOf(direct, "tcp").provesTcpAlone).toBe(true);
  const tunnelled = await runOne(check("tcp", "oracle.example.com", 1521, byProxy(proxy.port)));
  expect(factsOf(tunnelled, "tcp").provesTcpAlone).toBeUndefined();
  const spoken = await runOne(check("tls", "127.0.0.1", server.port, DIRECT), {}, { timeoutMs: 1000 });
  expect(factsOf(spoken, "tcp").provesTcpAlone).toBeUndefined();
});

test("an address that was not needed is not tried", async () => {
  const server = await servers.up(serve(() => {}));
  const one = check("tcp", "two.example.com", server.port, DIRECT);
  const seen = await runOne(one, {}, { resolver: resolving("127.0.0.1", "127.0.0.2") });
  expect(factsOf(seen, "tcp").attempts).toMatchObject([{ address: "127.0.0.1", result: "connected" }]);
});
