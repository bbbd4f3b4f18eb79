import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { runOne, story } from "../support/checks.ts";
import { Servers } from "../support/loopback.ts";
import { originThat } from "../support/origin-that.ts";
import { mintPki, type Pki, trusting } from "../support/pki.ts";
import { checkBy, ROUTES, WAY } from "../support/routes.ts";

let pki: Pki;
const servers = new Servers();
beforeAll(async () => {
  pki = await mintPki();
});
afterAll(() => servers.closeAll());

describe.each(ROUTES)("nothing is sent after a handshake that failed verification, by %s", (route) => {
  test.each(["untrusted", "selfSigned", "wrongName", "expired", "notYetValid"] as const)("%s", async (identity) => {
    let asked = 0;
    const origin = await servers.up(
      originThat.works(pki[identity], (response) => {
        asked += 1;
        response.end("here");
      }),
    );
    const seen = await runOne(await checkBy(route, "https", origin, servers, pki), trusting(pki));
    expect(story(seen)).toMatch(new RegExp(`^${WAY[route]}, tls certificate-`));
    expect(asked).toBe(0);
  });
});
