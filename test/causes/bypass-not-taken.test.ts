// What the driver was seen to do decides whether a closed direct way to Snowflake fails the run.

import { afterAll, beforeAll, expect, test } from "vitest";
import { clientCauses } from "./client.ts";
import { play, type Scene } from "./scene.ts";
import { Stage } from "./stage.ts";

const cause = clientCauses.find(({ code }) => code === "bypass-not-taken")!;
const PATH = "snowflake@account.snowflakecomputing.com";

let stage: Stage;
beforeAll(async () => {
  stage = await Stage.open();
});
afterAll(() => stage.close());

async function outcome(more: Partial<Scene>) {
  const { checks, findings, summary } = await play({ ...(await cause.scene(stage)), ...more }, stage);
  return {
    exit: summary.exitCode,
    row: checks.find(({ id }) => id === PATH)?.verdict,
    documented: findings.find(({ code }) => code === "no-proxy-snowflake")?.severity,
    claimed: findings.find(({ affects, code }) => code !== "no-proxy-snowflake" && affects.includes(PATH))?.code,
  };
}

test("the driver was run, and got through by the proxy: warnings alone", async () => {
  const expected = { exit: 0, row: "warn", documented: "warning", claimed: "bypass-not-taken" };
  expect(await outcome({})).toEqual(expected);
});

test("the driver was not run: what CARTO documents counts", async () => {
  const expected = { exit: 1, row: "fail", documented: "error", claimed: "name-not-resolved" };
  expect(await outcome({ clients: [] })).toEqual(expected);
});
