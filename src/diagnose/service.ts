// Names of what a check speaks to, and what makes faults on the way to it one fault.

import type { Check } from "../plan/check.ts";
import type { ObservedCheck } from "./evidence.ts";

/** host:port, IPv6 in brackets. */
export function hostPort({ host, port }: { host: string; port: number }): string {
  return `${host.includes(":") ? `[${host}]` : host}:${port}`;
}

/** A server that the customer runs or rents, spoken to in a protocol of its own (or bare TLS). */
export function isDatabase(check: Check): boolean {
  return check.warehouse !== null && check.protocol !== "https";
}

export function isPostgres(check: Check): boolean {
  return check.protocol === "postgres" || check.protocol === "redshift";
}

export function isRedshift(check: Check): boolean {
  return check.protocol === "redshift";
}

/** As a sentence begins with it. */
export function databaseName(check: Check): string {
  return isRedshift(check) ? "The Redshift database" : "The database";
}

/** One fault for each way out: all through one proxy, all whitelist rows that go direct, each warehouse by itself. */
export function wayOut({ check }: ObservedCheck): string {
  if (check.route.kind === "proxy") return check.route.proxy;
  return check.warehouse ? hostPort(check) : "direct";
}

/** Parts of a proxy's URL as the report carries it (never with credentials); the port as a number. */
export function proxyParts(href: string): { scheme: "http" | "https"; host: string; port: number } {
  const scheme = href.startsWith("https:") ? "https" : "http";
  const authority = href.replace(/^[a-z]+:\/\//i, "").replace(/\/.*$/, "");
  const [, host = authority, port] = /^(.*):(\d+)$/.exec(authority) ?? [];
  return { scheme, host: host.replace(/^\[|\]$/g, ""), port: Number(port ?? (scheme === "https" ? 443 : 80)) };
}

/** An IP address, not a name. IPv6 without brackets. */
export function isAddress(host: string): boolean {
  return host.includes(":") || /^\d{1,3}(\.\d{1,3}){3}$/.test(host);
}
