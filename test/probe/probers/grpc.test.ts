import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { FailureCode } from "../../../src/probe/observation.ts";
import { factsOf, runOne, story } from "../../support/checks.ts";
import { type Loopback, Servers } from "../../support/loopback.ts";
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
  test("any answer by HTTP/2 counts", async () => {
    const origin = await servers.up(originThat.speaksGrpc(pki.good));
    const seen = await runOne(await checkBy(route, "grpc", origin, servers, pki), trusting(pki));
    expect(story(seen)).toBe(`${WAY[route]}, tls ok, exchange ok`);
    expect(factsOf(seen, "tls").alpn).toBe("h2");
    expect(factsOf(seen, "exchange")).toEqual({
      protocol: "grpc",
      status: 200,
      contentType: "application/grpc",
      grpcStatus: 12,
    });
  });

  test.each<[string, FailureCode, () => Promise<Loopback>]>([
    ["knows HTTP/1.1 only", "http2-not-offered", () => originThat.works(pki.good)],
    ["knows no ALPN", "http2-not-offered", () => originThat.hasNoAlpn(pki.good)],
    ["is not trusted", "certificate-untrusted", () => originThat.speaksGrpc(pki.untrusted)],
  ])("an origin that %s", async (_name, code, start) => {
    const origin = await servers.up(start());
    const seen = await runOne(await checkBy(route, "grpc", origin, servers, pki), trusting(pki));
    expect(story(seen)).toBe(`${WAY[route]}, tls ${code}`);
  });

  test("an origin that is mute in HTTP/2", async () => {
    const origin = await servers.up(originThat.isMuteInHttp2(pki.good));
    const asked = await checkBy(route, "grpc", origin, servers, pki);
    const seen = await runOne(asked, trusting(pki), { timeoutMs: 4000 });
    expect(story(seen)).toBe(`${WAY[route]}, tls ok, exchange timed-out`);
  });

  test("an origin that chooses h2 and speaks something else", async () => {
    const origin = await servers.up(originThat.breaksHttp2(pki.good));
    const seen = await runOne(await checkBy(route, "grpc", origin, servers, pki), trusting(pki));
    expect(story(seen)).toMatch(new RegExp(`^${WAY[route]}, tls ok, exchange (not-http|closed|reset)$`));
  });
});

test("verification turned off does not reach the gRPC client, and so not this check", async () => {
  const origin = await servers.up(originThat.speaksGrpc(pki.untrusted));
  const asked = await checkBy("direct", "grpc", origin, servers, pki);
  const seen = await runOne(asked, { ...trusting(pki), verify: false });
  expect(story(seen)).toBe("tcp ok, tls certificate-untrusted");
});
