// Which of CARTO's client libraries goes direct to a host by a list of entries. Go and databricks-sql are not asked: no part of CARTO reads NO_PROXY by them.

import type { Client, Variables } from "../../../settings/client-route/client-route.ts";
import { CLIENT_READINGS } from "../../../settings/client-route/index.ts";

export interface Decision {
  client: Client;
  versions: string;
  direct: boolean;
}

/** Clients by what they fetch for CARTO. `any` is for hosts of which that is not known. */
export const READERS = {
  node: ["undici", "node-fetch-env", "node-http-env", "proxy-agent", "axios"],
  google: ["gaxios", "teeny-request"],
  grpc: ["grpc-js"],
  snowflake: ["snowflake-sdk"],
  any: [
    "undici",
    "node-fetch-env",
    "node-http-env",
    "proxy-agent",
    "axios",
    "gaxios",
    "teeny-request",
    "grpc-js",
    "curl",
    "requests",
  ],
} as const satisfies Record<string, readonly Client[]>;

export interface Host {
  host: string;
  port?: number;
  scheme?: "http" | "https";
}

/** One decision for each range of versions of each client. */
export function decisions(entries: string[], target: Host, clients: readonly Client[]): Decision[] {
  const variables = behindProxy(entries.join(","));
  const { host, port = 443, scheme = "https" } = target;
  return CLIENT_READINGS.filter(({ client }) => clients.includes(client)).map(({ client, versions, read }) => ({
    client,
    versions,
    direct: read(variables, { host: host.toLowerCase(), port, scheme }).route === "direct",
  }));
}

/** Of each client the newest version alone, which stands first. */
export function newestDecisions(entries: string[], target: Host, clients: readonly Client[]): Decision[] {
  const all = decisions(entries, target, clients);
  return all.filter(({ client }, at) => all.findIndex((other) => other.client === client) === at);
}

/** Whether every one of these clients, newest version, goes direct. */
export function allDirect(entries: string[], target: Host, clients: readonly Client[]): boolean {
  return newestDecisions(entries, target, clients).every(({ direct }) => direct);
}

/** A proxy that every client can use, so that the list alone decides; both cases, so that no client misses it. */
function behindProxy(list: string): Variables {
  const names = ["HTTP_PROXY", "HTTPS_PROXY", "GRPC_PROXY"];
  const proxies = names.flatMap((name) => [name, name.toLowerCase()]).map((name) => [name, "http://proxy.test:3128"]);
  return { ...Object.fromEntries(proxies), NO_PROXY: list, no_proxy: list };
}
