// slow-path: it works and takes very long; a machine that is busy itself is no slow path.

import { afterAll, beforeAll, expect, test } from "vitest";
import { factsOf, run } from "../support/checks.ts";
import { Servers } from "../support/loopback.ts";
import { originThat } from "../support/origin-that.ts";
import { mintPki, type Pki, trusting } from "../support/pki.ts";
import { checkBy, ROUTES } from "../support/routes.ts";
import { findingsOf, told } from "./run.ts";

const servers = new Servers();
let pki: Pki;
beforeAll(async () => {
  pki = await mintPki();
});
afterAll(() => servers.closeAll());

test.each(ROUTES)("an answer that takes three seconds, by %s", async (route) => {
  const origin = await servers.up(
    originThat.works(pki.good, (response) => void setTimeout(() => response.end("at last"), 3000)),
  );
  const row = await checkBy(route, "https", origin, servers, pki, { id: "maps" });
  const findings = await findingsOf([row], trusting(pki));
  expect(told(findings)).toEqual(["warning slow-path: maps"]);
  expect(findings[0]?.title).toMatch(/the answer to the request takes [3-9]\d{3} ms/);
});

test("this process is busy for as long: its own delay is recorded, and nothing is found", async () => {
  const origin = await servers.up(
    originThat.works(pki.good, (response) => {
      const until = performance.now() + 2500;
      while (performance.now() < until);
      response.end("at last");
    }),
  );
  const row = await checkBy("http proxy", "https", origin, servers, pki);
  const [seen] = await run([row], trusting(pki));
  const exchange = seen?.phases.find(({ phase }) => phase === "exchange");
  expect(exchange).toMatchObject({ ok: true });
  expect(exchange?.ms).toBeGreaterThan(2000);
  expect(exchange?.delayedMs).toBeGreaterThan(2000);
  expect(factsOf(seen!, "exchange")).toMatchObject({ reply: { status: 200 } });
  expect(await findingsOf([row], trusting(pki))).toEqual([]);
});
