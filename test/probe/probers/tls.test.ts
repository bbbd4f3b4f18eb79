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
  test("TLS and nothing after it", async () => {
    const origin = await servers.up(originThat.neverAnswers(pki.good));
    const seen = await runOne(await checkBy(route, "tls", origin, servers, pki), trusting(pki));
    expect(story(seen)).toBe(`${WAY[route]}, tls ok`);
    expect(factsOf(seen, "tls")).toMatchObject({ alpn: null, verified: true });
  });
});

test("a server that is not trusted", async () => {
  const origin = await servers.up(originThat.neverAnswers(pki.untrusted));
  const seen = await runOne(check("tls", "127.0.0.1", origin.port, DIRECT), trusting(pki));
  expect(story(seen)).toBe("tcp ok, tls certificate-untrusted");
});
