// @grpc/grpc-js: lower-case variables alone, http:// proxies alone, and a NO_PROXY that is a plain end of the name.

import { isIPv4 } from "node:net";
import { addressBytes, sharePrefix } from "./address.ts";
import { bypasses, firstFilled, goesDirect, usesProxy } from "./answer.ts";
import type { ClientReading } from "./client-route.ts";
import { locate } from "./proxy-location.ts";

export const grpc: ClientReading = {
  client: "grpc-js",
  versions: ">=1.13",
  version: "1.14.7",
  read: (variables, target) => {
    const chosen = firstFilled(variables, "grpc_proxy", "https_proxy", "http_proxy");
    const upper = firstFilled(variables, "GRPC_PROXY", "HTTPS_PROXY", "HTTP_PROXY");
    if (chosen === null) return goesDirect(upper === null ? null : "it reads the lower-case variables alone");
    const location = locate(chosen.value);
    if (location === null) return goesDirect(`it cannot read ${chosen.name} and goes direct`);
    if (location.scheme !== "http")
      return goesDirect(`${chosen.name}: it supports http:// proxies alone and goes direct`);
    const list = firstFilled(variables, "no_grpc_proxy", "no_proxy");
    const entry = grpcEntry(list?.value ?? null, target.host);
    return entry !== null && list !== null ? bypasses(entry, list.name) : usesProxy(chosen.name, location);
  },
};

/** Neither trimmed nor anchored: an empty entry covers every host, "ample.com" covers example.com; IPv4 CIDR works. */
export function grpcEntry(list: string | null, host: string): string | null {
  return list?.split(",").find((entry) => inRange(host, entry) || host.endsWith(entry)) ?? null;
}

/** The library shifts by 32 for "/0", which in JavaScript shifts by nothing: such a range covers its first address alone. */
function inRange(host: string, entry: string): boolean {
  const [network = "", length = "", ...more] = entry.split("/");
  const bits = Number.parseInt(length, 10);
  const [address, start] = [addressBytes(host), addressBytes(network)];
  if (!isIPv4(host) || !isIPv4(network) || more.length > 0 || address === null || start === null) return false;
  return bits >= 0 && bits <= 32 && sharePrefix(address, start, bits === 0 ? 32 : bits);
}
