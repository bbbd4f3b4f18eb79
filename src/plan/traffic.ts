// Whose traffic a target is: the client library that would open the connection decides how the proxy settings are read.

import type { NoProxyClient } from "../settings/no-proxy.ts";
import type { WarehouseKind } from "../settings/settings.ts";
import type { Protocol } from "./check.ts";

/** `socket`: a driver that knows no proxy. `ocsp`: the revocation requests of the Snowflake driver. */
export type Traffic = "node" | "google" | "grpc" | "snowflake" | "ocsp" | "socket";

/** The library whose reading of NO_PROXY stands for each kind of traffic. */
export const noProxyClientOf: Record<Exclude<Traffic, "socket">, NoProxyClient> = {
  node: "undici",
  google: "gaxios",
  grpc: "grpc-js",
  snowflake: "snowflake-sdk",
  ocsp: "snowflake-sdk",
};

const SNOWFLAKE = [".snowflakecomputing.com", ".snowflakecomputing.cn"];
const DATABRICKS = [".cloud.databricks.com", ".azuredatabricks.net", ".gcp.databricks.com"];
const SOCKET_PROTOCOLS: Protocol[] = ["tcp", "tls", "postgres", "redshift", "redis"];

export function trafficTo(host: string, protocol: Protocol, port: number, warehouse: WarehouseKind | null): Traffic {
  if (SOCKET_PROTOCOLS.includes(protocol) || warehouse === "databricks" || under(host, DATABRICKS)) return "socket";
  if (warehouse === "snowflake" || under(host, SNOWFLAKE))
    return protocol === "http" && port === 80 ? "ocsp" : "snowflake";
  if (protocol === "grpc") return "grpc";
  return warehouse === "bigquery" || under(host, [".googleapis.com"]) ? "google" : "node";
}

function under(host: string, suffixes: string[]): boolean {
  return suffixes.some((suffix) => host.toLowerCase().endsWith(suffix));
}
