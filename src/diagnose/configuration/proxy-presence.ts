// Which proxy variables are set, and which are missing beside them.

import type { ProxySummary, SettingsSummary } from "../../settings/settings.ts";

/** The proxies that are named, usable or not, in the order HTTP, HTTPS, gRPC. */
export function namedProxies({ httpProxy, httpsProxy, grpcProxy }: SettingsSummary): ProxySummary[] {
  return [httpProxy, httpsProxy, grpcProxy].filter((proxy) => proxy !== null);
}

export function namesNoProxy(settings: SettingsSummary): boolean {
  return namedProxies(settings).length === 0;
}

/** HTTP_PROXY and HTTPS_PROXY where another variable is set without them. */
export function missingVariables(settings: SettingsSummary): ("HTTP_PROXY" | "HTTPS_PROXY")[] {
  if (namesNoProxy(settings)) return [];
  const missing: ("HTTP_PROXY" | "HTTPS_PROXY")[] = [];
  if (settings.httpProxy === null) missing.push("HTTP_PROXY");
  if (settings.httpsProxy === null) missing.push("HTTPS_PROXY");
  return missing;
}

/** The gRPC client supports http:// proxies alone, and CARTO's document asks for GRPC_PROXY with those. */
export function missesGrpcProxy(settings: SettingsSummary): boolean {
  const proxy = settings.httpsProxy ?? settings.httpProxy;
  return settings.grpcProxy === null && proxy !== null && proxy.problem === null && proxy.url.startsWith("http://");
}
