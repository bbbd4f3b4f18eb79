import { expect, test } from "vitest";
import { actors, clientOf, failed, findings, library, row, seen, summary, way, works } from "../observations.ts";

const PRODUCTS = { snowflake: "Snowflake", databricks: "Databricks", bigquery: "BigQuery" } as const;

test.each(Object.entries(PRODUCTS) as [keyof typeof PRODUCTS, string][])("%s", (kind, product) => {
  const warehouse = { warehouse: { kind, index: 0 } };
  const check = clientOf(row("account", warehouse), kind);
  const refused = failed(library("a driver 1.0", way(check, "proxy")), "login-failed");
  refused.facts.errorCode = "390100";
  const result = findings([works("account", warehouse), seen(check, refused)]);
  expect(summary(result)).toEqual(["warehouse-login-failed error: client:account"]);
  expect(result[0]?.title).toBe(
    `${product} at account.example.test:443 is reached and does not accept the credentials (390100)`,
  );
  expect(actors(result[0]!)).toEqual(["operator", "warehouse-admin"]);
});
