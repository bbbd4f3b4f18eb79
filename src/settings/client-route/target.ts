// HOST[:PORT] of the command line → the target as every client library sees it.

import { isIPv6 } from "node:net";
import { UsageError } from "../usage-error.ts";
import type { ClientTarget } from "./client-route.ts";
import { bracketed } from "./proxy-location.ts";

/**
 * @param text `host`, `host:port`, an IP address, `[address]:port`; https unless `http://` stands before it.
 * @throws {UsageError} where it is none of these. The message shows nothing that may be a password.
 */
export function parseTarget(text: string): ClientTarget {
  const [, given = "https", rest = text] = /^(?:(https?):\/\/)?(.*)$/is.exec(text.trim()) ?? [];
  const scheme = given.toLowerCase() === "http" ? "http" : "https";
  const place = rest.replace(/\/$/, "");
  if (/[@/?#\\\s]/.test(place)) throw new UsageError(`route: a host is needed, or host:port, without a path or a user`);
  const url = URL.parse(`${scheme}://${isIPv6(place) ? `[${place}]` : place}`);
  if (url === null || url.hostname === "" || url.port === "0") {
    throw new UsageError(`route ${JSON.stringify(place)}: no host, or no port from 1 to 65535`);
  }
  const standard = scheme === "https" ? 443 : 80;
  return { scheme, host: url.hostname.replace(/^\[|\]$/g, ""), port: url.port === "" ? standard : Number(url.port) };
}

/** host:port, with the port always. */
export function targetText({ host, port }: ClientTarget): string {
  return `${bracketed(host)}:${port}`;
}
