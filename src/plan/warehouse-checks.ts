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
  return [path, ...(kind === "snowflake" ? [ocsp(host)] : []), ...driver(warehouse, path, clients)];
}

function protocolOf({ kind, tls }: Warehouse): Protocol {
  if (kind === "postgres" || kind === "redshift" || kind === "redis") return kind;
  if (kind === "oracle") return tls === "direct" ? "tls" : "tcp";
  return "https";
}

/** Where Google's libraries ask for tokens, whatever a key file says (google-auth-library). */
export const TOKEN_HOST = "oauth2.googleapis.com";

/** PrivateLink accounts have a responder cache of their own. */
export function ocspHost(account: string): string {
  return account.includes(".privatelink.") ? `ocsp.${account}` : "ocsp.snowflakecomputing.com";
}

/** The driver asks for revocation before each login. */
function ocsp(account: string): WarehouseTarget {
  return {
    name: "snowflake-ocsp",
    kind: "path",
    client: null,
    host: ocspHost(account),
    port: 80,
    protocol: "http",
    need: "optional",
    path: "/",
    purpose: "Certificate revocation for the Snowflake driver; logins go on without it, up to 15 seconds later.",
  };
}

/** A real login where there are credentials; the drivers of cloud warehouses show without any whether they get through. */
function driver(warehouse: Warehouse, path: WarehouseTarget, clients: readonly ClientName[]): WarehouseTarget[] {
  const client = CLIENT[warehouse.kind];
  const logsIn = warehouse.credentials !== null || warehouse.key !== undefined;
  if (!client || !clients.includes(client) || (client === "postgres" && !logsIn)) return [];
  const product = PRODUCT[warehouse.kind];
  const purpose = logsIn
    ? `A real login to ${product} with the driver that CARTO uses.`
    : `${product} by the driver that CARTO uses, without a login.`;
  const check: WarehouseTarget = { ...path, name: `client:${client}`, kind: "client", client, purpose };
  if (client !== "bigquery") return [check];
  const token = `Tokens for ${product}, which its library asks for by variables of their own.`;
  return [{ ...check, host: TOKEN_HOST, path: "/token", purpose: token }, check];
}

const CLIENT: Partial<Record<WarehouseKind, ClientName>> = {
  postgres: "postgres",
  redshift: "postgres",
  snowflake: "snowflake",
  databricks: "databricks",
  bigquery: "bigquery",
};
