// The proxy that a route names, with the credentials that the settings hold for it, and what they look like on the wire.

import { isIPv6 } from "node:net";
import type { ProxyRoute } from "../plan/check.ts";
import type { ProxyUrl, Settings } from "../settings/settings.ts";

const VARIABLES = { https_proxy: "https", http_proxy: "http", grpc_proxy: "grpc" } as const;

/** A route carries no credentials: they come from the settings, first from the variable that the route names. */
export function proxyOf(route: ProxyRoute, settings: Settings): ProxyUrl {
  const { proxies } = settings;
  for (const setting of [proxies[VARIABLES[route.reason]], proxies.https, proxies.http, proxies.grpc]) {
    if (setting?.url?.href === route.proxy) return setting.url;
  }
  const url = new URL(route.proxy);
  const scheme = url.protocol === "https:" ? "https" : "http";
  const port = Number(url.port) || (scheme === "https" ? 443 : 80);
  return { scheme, host: url.hostname.replace(/^\[|\]$/g, ""), port, credentials: null, href: route.proxy };
}

/** The Basic credentials (RFC 7617), sent unasked as the client libraries do; none where the proxy URL holds none. */
export function proxyAuthorization(proxy: ProxyUrl): Record<string, string> {
  if (!proxy.credentials) return {};
  const { user, password } = proxy.credentials;
  const pair = Buffer.from(`${user.reveal()}:${password.reveal()}`, "utf8").toString("base64");
  return { "Proxy-Authorization": `Basic ${pair}` };
}

/** host:port as CONNECT and absolute URLs write it: an IPv6 address in brackets (RFC 3986 §3.2.2). */
export function authority(host: string, port: number): string {
  return `${bracketed(host)}:${port}`;
}

export function bracketed(host: string): string {
  return isIPv6(host) ? `[${host}]` : host;
}
