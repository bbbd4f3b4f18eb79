// The real Node.js libraries over generated environments: none may read a case otherwise than our function for it.

import { describe, expect, test } from "vitest";
import type { ClientReading } from "../../src/settings/client-route/client-route.ts";
import type { Adapter } from "./adapters.ts";
import { generate } from "./cases.ts";
import { disagreements, installed, RUNS, readingOf, readingOfNode, SEED } from "./comparison.ts";
import { observe } from "./observation.ts";

const PATIENCE = 300_000;
/** Runs: a share of all, for what takes long. */
const LIBRARIES: [adapter: Adapter, reading: () => ClientReading, version: () => string, share: number][] = [
  ["undici", () => same("undici"), () => installed("undici"), 1],
  ["node-fetch-env", () => readingOfNode("node-fetch-env"), () => process.versions.node, 1],
  ["node-http-env", () => readingOfNode("node-http-env"), () => process.versions.node, 1],
  ["proxy-agent", () => same("proxy-agent"), () => installed("proxy-agent"), 1],
  ["gaxios", () => same("gaxios"), () => installed("gaxios"), 1],
  ["teeny-request", () => same("teeny-request"), () => installed("teeny-request"), 1],
  ["axios", () => same("axios"), () => installed("axios"), 1],
  ["grpc-js", () => same("grpc-js"), () => installed("@grpc/grpc-js"), 1],
  ["snowflake-sdk", () => same("snowflake-sdk"), () => installed("snowflake-sdk"), 1 / 2],
];

/** The newest reading stands first. */
function same(client: ClientReading["client"]): ClientReading {
  return readingOf(client, () => true);
}

console.log(`differential: CARTO_PROXY_FUZZ_SEED=${SEED} CARTO_PROXY_FUZZ_RUNS=${RUNS}`);

describe("each library goes where our reading of it says", () => {
  test.each(LIBRARIES)(
    "%s",
    async (adapter, reading, version, share) => {
      const cases = generate(SEED, Math.ceil(RUNS * share));
      const theirs = await observe(adapter, cases);
      expect(disagreements(reading(), version(), cases, theirs)).toEqual([]);
      // The cases are worth something only where the routes differ.
      expect(new Set(theirs.map((outcome) => outcome.split(" ")[0]))).toContain("proxy");
      expect(new Set(theirs)).toContain("direct");
    },
    PATIENCE,
  );

  test(
    "databricks-sql, which reads no variable",
    async () => {
      const target = { scheme: "https", host: "dbc-1.cloud.databricks.com", port: 443 } as const;
      for (const { variables } of generate(SEED, 2)) {
        const each = { variables, target };
        const theirs = await observe("databricks-sql", [each]);
        expect(disagreements(same("databricks-sql"), installed("@databricks/sql"), [each], theirs)).toEqual([]);
      }
    },
    PATIENCE,
  );
});

describe("the readings were taken from the versions that are installed", () => {
  test.each([
    ["undici", "undici"],
    ["proxy-agent", "proxy-agent"],
    ["gaxios", "gaxios"],
    ["teeny-request", "teeny-request"],
    ["snowflake-sdk", "snowflake-sdk"],
    ["grpc-js", "@grpc/grpc-js"],
    ["databricks-sql", "@databricks/sql"],
    ["axios", "axios"],
  ] as const)("%s", (client, name) => {
    // After an upgrade: run this suite with many runs, then change `version` (and the range, where the reading changed).
    expect(same(client).version).toBe(installed(name));
  });
});
