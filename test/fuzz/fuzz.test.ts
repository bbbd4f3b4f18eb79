// Arbitrary bytes, cut at arbitrary places, at every step of every conversation. The same cases each time, unless asked otherwise:
// CARTO_PROXY_FUZZ_SEED is that of the first case, CARTO_PROXY_FUZZ_RUNS how many follow.

import { afterAll, beforeAll, expect, test } from "vitest";
import { mintPki, trusting } from "../support/pki.ts";
import { campaign } from "./campaign.ts";
import { oddIdentities } from "./odd-certificates.ts";
import { makeWorld, type World } from "./places.ts";
import { recordHandshake } from "./tls-bytes.ts";

const SEED = Number(process.env.CARTO_PROXY_FUZZ_SEED ?? 1);
const RUNS = Number(process.env.CARTO_PROXY_FUZZ_RUNS ?? 1000);

let world: World;
const noises: string[] = [];
const note = (error: unknown) => noises.push(error instanceof Error ? `${error.name}: ${error.stack}` : String(error));

beforeAll(async () => {
  const pki = await mintPki();
  const recorded = [await recordHandshake(pki.good, "TLSv1.2"), await recordHandshake(pki.good, "TLSv1.3")];
  world = await makeWorld(pki, await oddIdentities(), recorded);
  for (const event of ["warning", "unhandledRejection", "uncaughtException"]) process.on(event, note);
});
afterAll(async () => {
  for (const event of ["warning", "unhandledRejection", "uncaughtException"]) process.off(event, note);
  await Promise.all(world.origins.map((origin) => origin.close()));
});

test(
  `${RUNS} conversations from seed ${SEED} on: each ends in time, with one cause or a real answer`,
  async () => {
    const onBatch = process.env.CARTO_PROXY_FUZZ_TELL ? tell : undefined;
    const { broken, outcomes } = await campaign({
      seed: SEED,
      runs: RUNS,
      world,
      configured: trusting(world.pki),
      ...(onBatch && { onBatch }),
    });
    if (process.env.CARTO_PROXY_FUZZ_TELL)
      console.log(
        [...outcomes]
          .toSorted()
          .map(([name, n]) => `${n}\t${name}`)
          .join("\n"),
      );
    expect(broken.slice(0, 20), `${broken.length} promises broken`).toEqual([]);
    expect(noises).toEqual([]);
  },
  60_000 + RUNS * 200,
);

function tell(outcomes: Map<string, number>): void {
  const sum = [...outcomes.values()].reduce((total, n) => total + n, 0);
  if (sum % 960 === 0) console.error(`${sum} ${Math.round(process.memoryUsage().rss / 1e6)} MB`);
}
