// The proxy URL that a variable is meant to hold: repaired where a repair can be told, and without a login, which CARTO cannot use.

import type { ProxySummary, SettingsSummary } from "../../settings/settings.ts";
import { namedProxies } from "./proxy-presence.ts";

/** Null where the value cannot be repaired. */
export function mendedUrl({ url, problem }: ProxySummary): string | null {
  const text = problem === null ? url : problem.fix;
  return text === null ? null : text.replace(/^(\w+:\/\/)[^/]*@/, "$1");
}

/** For a variable that nobody set: the first proxy that is named and can be used, or be repaired. */
export function anyUrl(settings: SettingsSummary): string | null {
  const urls = namedProxies(settings).map(mendedUrl);
  return urls.find((url) => url !== null) ?? null;
}

export function proxyOfFamily(settings: SettingsSummary, upper: string): ProxySummary | null {
  const { httpProxy, httpsProxy, grpcProxy } = settings;
  return { HTTP_PROXY: httpProxy, HTTPS_PROXY: httpsProxy, GRPC_PROXY: grpcProxy }[upper] ?? null;
}

/** Both cases of each name, set to one value. */
export function bothCases(names: string[], value: string): { name: string; value: string }[] {
  const upper = [...new Set(names.map((name) => name.toUpperCase()))];
  return upper.flatMap((name) => [name, name.toLowerCase()]).map((name) => ({ name, value }));
}
