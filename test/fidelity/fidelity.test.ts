// Scenario x real library on loopback: the outcome and the way of each, seen without our code, against what the doctor says of it.

import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { playAll } from "./matrix.ts";
import { noNetwork } from "./network.ts";
import { scenarios } from "./scenarios.ts";
import { disagreementsIn, matrixText, type Played } from "./table.ts";

describe.skipIf(noNetwork !== null)("scenario by scenario", () => {
  let all: Played[] = [];

  beforeAll(async () => {
    all = await playAll();
  }, 1_800_000);

  afterAll(() => {
    if (all.length > 0) console.info(`\nScenario × real library, beside the doctor\n${matrixText(all)}\n`);
  });

  test.each(scenarios)("$name", ({ name }) => {
    const played = all.filter(({ scenario }) => scenario === name);
    expect(played).toHaveLength(1);
    expect(disagreementsIn(played)).toEqual([]);
  });
});
