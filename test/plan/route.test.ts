import { describe, expect, test } from "vitest";
import type { Protocol } from "../../src/plan/check.ts";
import { chooseRoute } from "../../src/plan/route.ts";
import { trafficTo } from "../../src/plan/traffic.ts";
import type { WarehouseKind } from "../../src/settings/settings.ts";
import { settingsOf } from "./builders.ts";

const HTTP = { HTTP_PROXY: "http://proxy:3128", HTTPS_PROXY: "http://proxy:3128", GRPC_PROXY: "http://proxy:3128" };
const HTTPS = { HTTP_PROXY: "https://proxy:3129", HTTPS_PROXY: "https://proxy:3129" };

function route(
  variables: Record<string, string>,
  protocol: Protocol,
  host: string,
  warehouse: WarehouseKind | null = null,
  port = 443,
) {
  return chooseRoute({ host, port, protocol }, trafficTo(host, protocol, port, warehouse), settingsOf(variables));
}

function told(...of: Parameters<typeof route>): string {
  const { route: chosen, unusable } = route(...of);
  const way =
    chosen.kind === "proxy"
      ? `${chosen.kind} ${chosen.reason} ${chosen.form}`
      : `direct ${chosen.reason} ${chosen.entry}`;
  return unusable === null ? way : `${way} ${unusable}`;
}

describe("the table of the contract", () => {
  test.each<[what: string, Protocol, string, WarehouseKind | null, number, http: string, https: string]>([
    ["whitelist host", "https", "auth.carto.com", null, 443, "proxy https_proxy tunnel", "proxy https_proxy tunnel"],
    [
      "plain whitelist host",
      "http",
      "plain.carto.com",
      null,
      80,
      "proxy http_proxy absolute",
      "proxy http_proxy absolute",
    ],
    [
      "BigQuery",
      "https",
      "bigquery.googleapis.com",
      "bigquery",
      443,
      "proxy https_proxy tunnel",
      "proxy https_proxy tunnel",
    ],
    ["PostgreSQL", "postgres", "db", "postgres", 5432, "direct warehouse-bypass null", "direct warehouse-bypass null"],
    ["Redshift", "redshift", "db", "redshift", 5439, "direct warehouse-bypass null", "direct warehouse-bypass null"],
    ["Redis", "redis", "db", "redis", 6379, "direct warehouse-bypass null", "direct warehouse-bypass null"],
    ["Oracle", "tcp", "db", "oracle", 1521, "direct warehouse-bypass null", "direct warehouse-bypass null"],
    [
      "Databricks",
      "https",
      "dbc-1.cloud.databricks.com",
      "databricks",
      443,
      "direct warehouse-bypass null",
      "direct warehouse-bypass null",
    ],
    [
      "Databricks by another name",
      "https",
      "databricks",
      "databricks",
      443,
      "direct warehouse-bypass null",
      "direct warehouse-bypass null",
    ],
    [
      "Snowflake",
      "https",
      "a.snowflakecomputing.com",
      "snowflake",
      443,
      "proxy https_proxy tunnel",
      "direct warehouse-bypass null",
    ],
    [
      "Snowflake's whitelist row",
      "https",
      "a.snowflakecomputing.com",
      null,
      443,
      "proxy https_proxy tunnel",
      "direct warehouse-bypass null",
    ],
    [
      "Snowflake OCSP",
      "http",
      "ocsp.snowflakecomputing.com",
      "snowflake",
      80,
      "proxy http_proxy tunnel",
      "direct warehouse-bypass null",
    ],
    ["gRPC", "grpc", "pubsub.googleapis.com", null, 443, "proxy grpc_proxy tunnel", "proxy https_proxy tunnel"],
  ])("%s", (_, protocol, host, warehouse, port, http, https) => {
    expect(told(HTTP, protocol, host, warehouse, port)).toBe(http);
    expect(told(HTTPS, protocol, host, warehouse, port)).toBe(https);
  });
});

describe("what is missing", () => {
  test("no proxy at all: direct", () => {
    expect(told({}, "https", "auth.carto.com")).toBe("direct no-proxy-configured null");
    expect(told({}, "grpc", "pubsub.googleapis.com")).toBe("direct no-proxy-configured null");
    expect(told({}, "postgres", "db", "postgres")).toBe("direct warehouse-bypass null");
  });

  test("HTTP_PROXY alone serves https as undici and gaxios read it, not Snowflake", () => {
    const variables = { HTTP_PROXY: "http://proxy:3128" };
    expect(told(variables, "https", "auth.carto.com")).toBe("proxy http_proxy tunnel");
    expect(told(variables, "https", "storage.googleapis.com")).toBe("proxy http_proxy tunnel");
    expect(told(variables, "https", "a.snowflakecomputing.com")).toBe("direct no-proxy-configured null");
  });

  test("HTTPS_PROXY alone serves no plain http", () => {
    expect(told({ HTTPS_PROXY: "http://proxy:3128" }, "http", "plain.carto.com", null, 80)).toBe(
      "direct no-proxy-configured null",
    );
  });

  test("gRPC falls back to HTTPS_PROXY", () => {
    expect(told({ HTTPS_PROXY: "http://proxy:3128" }, "grpc", "pubsub.googleapis.com")).toBe(
      "proxy https_proxy tunnel",
    );
  });
});

describe("NO_PROXY, as the client of each target reads it", () => {
  test.each<[entry: string, Protocol, string, string]>([
    ["carto.com", "https", "auth.carto.com", "direct no_proxy carto.com"],
    ["googleapis.com", "https", "storage.googleapis.com", "proxy https_proxy tunnel"],
    [".googleapis.com", "https", "storage.googleapis.com", "direct no_proxy .googleapis.com"],
    ["googleapis.com", "grpc", "pubsub.googleapis.com", "direct no_proxy googleapis.com"],
    ["localhost,", "grpc", "pubsub.googleapis.com", "direct no_proxy "],
    ["snowflakecomputing.com", "https", "a.snowflakecomputing.com", "proxy https_proxy tunnel"],
    [".snowflakecomputing.com", "https", "a.snowflakecomputing.com", "direct no_proxy .snowflakecomputing.com"],
  ])("NO_PROXY=%s: %s %s", (entries, protocol, host, expected) => {
    expect(told({ ...HTTP, NO_PROXY: entries }, protocol, host)).toBe(expected);
  });
});

test("a proxy URL that cannot be used is named, and direct targets are not touched by it", () => {
  const broken = { HTTP_PROXY: "http://proxy:3128", HTTPS_PROXY: "proxy:3128" };
  expect(told(broken, "https", "auth.carto.com")).toBe("proxy https_proxy tunnel proxy-url-invalid");
  expect(told(broken, "postgres", "db", "postgres")).toBe("direct warehouse-bypass null");
});

test("the route never shows credentials", () => {
  const { route: chosen } = route({ HTTPS_PROXY: "http://ana:canary@proxy:3128" }, "https", "auth.carto.com");
  expect(chosen).toMatchObject({ proxy: "http://proxy:3128" });
});
