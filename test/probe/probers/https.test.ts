import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { check, DIRECT, factsOf, runOne, story } from "../../support/checks.ts";
import { Servers } from "../../support/loopback.ts";
import { originThat } from "../../support/origin-that.ts";
import { mintPki, type Pki, trusting } from "../../support/pki.ts";
import { checkBy, ROUTES, WAY } from "../../support/routes.ts";

let pki: Pki;
const servers = new Servers();
beforeAll(async () => {
  pki = await mintPki();
});
afterAll(() => servers.closeAll());

describe.each(ROUTES)("by %s", (route) => {
  test("an origin that works", async () => {
    const origin = await servers.up(originThat.works(pki.good));
    const seen = await runOne(await checkBy(route, "https", origin, servers, pki), trusting(pki));
    expect(story(seen)).toBe(`${WAY[route]}, tls ok, exchange ok`);
    expect(factsOf(seen, "tls")).toMatchObject({
      verified: true,
      alpn: "http/1.1",
      certificateFailure: null,
      speaks: null,
    });
    expect(factsOf(seen, "exchange")).toMatchObject({
      reply: { status: 200, body: '{"hello":"origin"}' },
      refusal: null,
    });
  });

  test("any status of the origin's own counts", async () => {
    const origin = await servers.up(originThat.works(pki.good, (response) => response.writeHead(503).end("busy")));
    const seen = await runOne(await checkBy(route, "https", origin, servers, pki), trusting(pki));
    expect(story(seen)).toBe(`${WAY[route]}, tls ok, exchange ok`);
    expect(factsOf(seen, "exchange")).toMatchObject({ reply: { status: 503 }, refusal: null });
  });

  test("an origin that an extra CA vouches for", async () => {
    const origin = await servers.up(originThat.works(pki.untrusted));
    const seen = await runOne(await checkBy(route, "https", origin, servers, pki), trusting(pki, pki.corporate));
    expect(story(seen)).toBe(`${WAY[route]}, tls ok, exchange ok`);
  });
});

test("the other loopback family", async () => {
  const origin = await servers.up(originThat.works(pki.good, (response) => response.end("six"), "::1"));
  const seen = await runOne(check("https", "::1", origin.port, DIRECT), trusting(pki));
  expect(story(seen)).toBe("tcp ok, tls ok, exchange ok");
  expect(factsOf(seen, "tcp")).toMatchObject({ address: "::1" });
  expect(factsOf(seen, "exchange")).toMatchObject({ reply: { body: "six" } });
});
