// A check is one planned test of one target by one route; a Plan is all of them in order. Plain data without secrets.

import type { WarehouseKind } from "../settings/settings.ts";
import type { Expectation, LeavesFrom, Need, TrafficKind } from "../whitelist/domain.ts";

export type CheckKind = "path" | "client" | "policy";

/** How a target is spoken to: names the prober. `tls` is TLS from the first byte and nothing after it. */
export type Protocol = "https" | "http" | "grpc" | "tcp" | "tls" | "postgres" | "redshift" | "redis";

export interface Check {
  /**
   * A whitelist id (of a wildcard: whether any host of it gets through), `id@host` for a wildcard's sample or a warehouse,
   * `client:NAME@host` for a client, `strict:id` for a way that must be closed, `traffic:KIND@host` for more than a GET.
   */
  id: string;
  kind: CheckKind;
  /** Name, or IP address without brackets. */
  host: string;
  port: number;
  protocol: Protocol;
  need: Need;
  feature: string;
  purpose: string;
  leavesFrom: LeavesFrom;
  route: Route;
  /** HTTP path to ask for, or null where the protocol has none. */
  path: string | null;
  expect: Expectation | null;
  /** The wildcard that this host is a sample of, or null. */
  wildcard: string | null;
  /** Index into Settings.warehouses (credentials, TLS mode), or null for a whitelist row. */
  warehouse: { kind: WarehouseKind; index: number } | null;
  /** The client library that runs a check of kind "client", or null. */
  client: ClientName | null;
  /** Why it is left out on purpose, or null. */
  skip: string | null;
  /** What it sends beyond one GET. Absent: nothing. */
  traffic?: PlannedTraffic;
}

export interface PlannedTraffic {
  kind: TrafficKind;
  /** The id of the ordinary check of the same target: where that does not get through, nothing is sent. */
  after: string;
  /** What it sends at most, heads of requests and TLS left out. */
  bytes: number;
  connections: number;
  /** Of an idle connection: how long it is held without a byte. */
  idleMs?: number;
}

/** The client libraries that can be run: `fetch` is undici, `node-http` proxy-agent, `pubsub` grpc-js, the others are drivers. */
export const CLIENT_NAMES = [
  "fetch",
  "node-http",
  "pubsub",
  "postgres",
  "bigquery",
  "snowflake",
  "databricks",
] as const;
export type ClientName = (typeof CLIENT_NAMES)[number];

export type Route = ProxyRoute | DirectRoute;

export interface ProxyRoute {
  kind: "proxy";
  /** scheme://host:port, never with credentials. */
  proxy: string;
  reason: "https_proxy" | "http_proxy" | "grpc_proxy";
  /** How a plain `http` target is asked: in absolute form, or inside a CONNECT tunnel as Snowflake's OCSP does. */
  form: "tunnel" | "absolute";
}

export interface DirectRoute {
  kind: "direct";
  reason: "no_proxy" | "warehouse-bypass" | "client-bypass" | "no-proxy-configured" | "strict-egress";
  /** The NO_PROXY entry that decided, or null. */
  entry: string | null;
}

export interface Plan {
  checks: Check[];
}
