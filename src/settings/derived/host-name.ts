// Hosts as configuration files write them → host and port, or why there is none to test.

import { isIP } from "node:net";
import { canonicalHost } from "../warehouse-url.ts";

export interface HostPort {
  host: string;
  port: number;
  scheme: "https" | "http";
}

/** "host", "host:port" or "http[s]://host[:port][/…]"; null where it is none of them. */
export function readHost(text: string): HostPort | null {
  const scheme = /^http:\/\//i.test(text) ? "http" : "https";
  const bare = text.replace(/^https?:\/\//i, "").replace(/[/?#].*$/s, "");
  const split = /^(\[[^\]]*\]|[^:[]*)(?::(\d{1,5}))?$/.exec(bare);
  const host = canonicalHost(split?.[1] ?? "");
  const port = split?.[2] === undefined ? (scheme === "http" ? 80 : 443) : Number(split[2]);
  return host === null || host === "" || port < 1 || port > 65_535 ? null : { host, port, scheme };
}

/**
 * A name that only a container, or the cluster, can resolve: no egress, and no business of this machine. A service of the
 * compose project has no dot in its name.
 */
export function isInternal(host: string): boolean {
  if (isIP(host) !== 0) return host === "::1" || host === "0.0.0.0" || host.startsWith("127.");
  return !host.includes(".") || /(?:^|\.)(?:svc|svc\..+|cluster\.local|localhost|docker\.internal)\.?$/i.test(host);
}
