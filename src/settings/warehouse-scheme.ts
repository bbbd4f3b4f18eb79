// The schemes of warehouse URLs: what each stands for, its usual port, and whether it speaks TLS.

import type { Warehouse, WarehouseKind } from "./settings.ts";

export interface Scheme {
  kind: WarehouseKind;
  port: number;
  tls: Warehouse["tls"] | "by-sslmode";
}

// tcps has Oracle's own default, 1521: Easy Connect takes it for both protocols.
export const SCHEMES: Record<string, Scheme> = {
  postgres: { kind: "postgres", port: 5432, tls: "by-sslmode" },
  postgresql: { kind: "postgres", port: 5432, tls: "by-sslmode" },
  redshift: { kind: "redshift", port: 5439, tls: "by-sslmode" },
  snowflake: { kind: "snowflake", port: 443, tls: "direct" },
  databricks: { kind: "databricks", port: 443, tls: "direct" },
  bigquery: { kind: "bigquery", port: 443, tls: "direct" },
  redis: { kind: "redis", port: 6379, tls: "none" },
  rediss: { kind: "redis", port: 6379, tls: "direct" },
  oracle: { kind: "oracle", port: 1521, tls: "none" },
  tcps: { kind: "oracle", port: 1521, tls: "direct" },
};

export const BIGQUERY = "bigquery.googleapis.com";
