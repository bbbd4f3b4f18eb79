import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { runOne, story } from "../../support/checks.ts";
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
  test("a connection is all that is asked for", async () => {
    const origin = await servers.up(originThat.isSilent());
    const seen = await runOne(await checkBy(route, "tcp", origin, servers, pki), trusting(pki));
    expect(story(seen)).toBe(WAY[route]);
  });
});
