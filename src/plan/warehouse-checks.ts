// A warehouse → the targets that must be reached for it: its own port, Snowflake's revocation service, a real login.

import type { Warehouse, WarehouseKind } from "../settings/settings.ts";
import type { ClientName, Protocol } from "./check.ts";

export interface WarehouseTarget {
  name: string;
  kind: "path" | "client";
  client: ClientName | null;
  host: string;
  port: number;
  protocol: Protocol;
  need: "required" | "optional";
  path: string | null;
  purpose: string;
}

const PRODUCT: Record<WarehouseKind, string> = {
  postgres: "PostgreSQL",
  redshift: "Redshift",
  snowflake: "Snowflake",
  databricks: "Databricks",
  bigquery: "BigQuery",
  redis: "Redis",
  oracle: "Oracle",
};

/** Paths that answer without credentials; any status of the service's own proves the way to it. */
const PATH: Partial<Record<WarehouseKind, string>> = {
  snowflake: "/session/v1/login-request",
  databricks: "/api/2.0/clusters/list",
  bigquery: "/discovery/v1/apis/bigquery/v2/rest",
};

export function warehouseTargets(warehouse: Warehouse, clients: readonly ClientName[]): WarehouseTarget[] {
  const { kind, host, port } = warehouse;
  const path: WarehouseTarget = {
    name: kind,
    kind: "path",
    client: null,
    host,
    port,
    protocol: protocolOf(warehouse),
    need: "required",
    path: warehouse.path ?? PATH[kind] ?? null,
    purpose: warehouse.purpose ?? `Queries and tiles from ${PRODUCT[kind]}.`,
  };
  return [path, ...(kind === "snowflake" ? [ocsp(host)] : []), ...login(warehouse, path, clients)];
}

function protocolOf({ kind, tls }: Warehouse): Protocol {
  if (kind === "postgres" || kind === "redshift" || kind === "redis") return kind;
  if (kind === "oracle") return tls === "direct" ? "tls" : "tcp";
  return "https";
}

/** The driver asks for revocation before each login; PrivateLink accounts have a responder cache of their own. */
function ocsp(account: string): WarehouseTarget {
  const host = account.includes(".privatelink.") ? `ocsp.${account}` : "ocsp.snowflakecomputing.com";
  return {
    name: "snowflake-ocsp",
    kind: "path",
    client: null,
    host,
    port: 80,
    protocol: "http",
    need: "optional",
    path: "/",
    purpose: "Certificate revocation for the Snowflake driver; without it logins usually take 15 seconds longer.",
  };
}

function login(warehouse: Warehouse, path: WarehouseTarget, clients: readonly ClientName[]): WarehouseTarget[] {
  const speaksPostgres = warehouse.kind === "postgres" || warehouse.kind === "redshift";
  if (!speaksPostgres || warehouse.credentials === null || !clients.includes("postgres")) return [];
  const purpose = `A real login to ${PRODUCT[warehouse.kind]} with the driver that CARTO uses.`;
  return [{ ...path, name: "client:postgres", kind: "client", client: "postgres", purpose }];
}
