import { expect, test } from "vitest";
import {
  allDirect,
  decisions,
  newestDecisions,
  READERS,
} from "../../../../src/diagnose/configuration/no-proxy/reader.ts";
import { CLIENTS } from "../../../../src/settings/client-route/client-route.ts";

test("every client is asked for something, but Go and databricks-sql", () => {
  const asked = new Set<string>(Object.values(READERS).flat());
  expect(CLIENTS.filter((client) => !asked.has(client))).toEqual(["databricks-sql", "go"]);
});

test("the list alone decides, and each range of versions is told", () => {
  const host = { host: "acct.snowflakecomputing.com" };
  const told = decisions(["snowflakecomputing.com"], host, READERS.snowflake).map(({ versions, direct }) => [
    versions,
    direct,
  ]);
  expect(told).toEqual([
    [">=2.4", false],
    ["2.2 to 2.3", false],
    ["<2.2", true],
  ]);
  expect(newestDecisions([], host, READERS.any).filter(({ direct }) => direct)).toEqual([]);
  expect(newestDecisions(["*"], host, READERS.snowflake)).toHaveLength(1);
});

test("all of them, or not", () => {
  expect(allDirect([".x.io"], { host: "a.x.io" }, READERS.any)).toBe(true);
  expect(allDirect(["*.x.io"], { host: "a.x.io" }, READERS.any)).toBe(false);
});
