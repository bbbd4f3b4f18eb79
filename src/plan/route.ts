// (target, settings) → the route that CARTO would take to it, and why. The table of routes of the contract.

import { matchNoProxy } from "../settings/no-proxy.ts";
import type { ProxySetting, Settings } from "../settings/settings.ts";
import type { DirectRoute, ProxyRoute, Route } from "./check.ts";
import { noProxyClientOf, type Traffic } from "./traffic.ts";

export interface RouteChoice {
  route: Route;
  /** The finding code that makes the proxy of this route unusable, or null. */
  unusable: "proxy-url-invalid" | null;
}

interface RouteTarget {
  host: string;
  port: number;
  protocol: string;
}

export function chooseRoute(target: RouteTarget, traffic: Traffic, settings: Settings): RouteChoice {
  if (traffic === "socket") return direct("warehouse-bypass");
  const [proxy, reason] = proxyFor(target.protocol, traffic, settings);
  if (proxy === null) return direct("no-proxy-configured");
  const scheme = target.protocol === "http" ? "http" : "https";
  const entry = matchNoProxy(noProxyClientOf[traffic], settings.noProxy?.entries ?? [], { ...target, scheme });
  if (entry !== null) return direct("no_proxy", entry);
  // The founding document: Snowflake does not support an HTTPS proxy and has to be reached without it.
  if ((traffic === "snowflake" || traffic === "ocsp") && proxy.url?.scheme === "https")
    return direct("warehouse-bypass");
  const form = target.protocol === "http" && traffic !== "ocsp" ? "absolute" : "tunnel";
  const unusable = proxy.url === null ? "proxy-url-invalid" : null;
  return { route: { kind: "proxy", proxy: proxy.url?.href ?? proxy.text, reason, form }, unusable };
}

/** Which variable each client reads, first that is set: undici and gaxios fall back from HTTPS to HTTP, snowflake-sdk does not. */
function proxyFor(protocol: string, traffic: Traffic, settings: Settings): [ProxySetting | null, ProxyRoute["reason"]] {
  const { http, https, grpc } = settings.proxies;
  if (traffic === "grpc" && grpc !== null) return [grpc, "grpc_proxy"];
  if (protocol === "http" && traffic !== "google") return [http, "http_proxy"];
  if (https !== null) return [https, "https_proxy"];
  return traffic === "snowflake" ? [null, "https_proxy"] : [http, "http_proxy"];
}

function direct(reason: DirectRoute["reason"], entry: string | null = null): RouteChoice {
  return { route: { kind: "direct", reason, entry }, unusable: null };
}
