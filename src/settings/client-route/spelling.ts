// The NO_PROXY entries that every client library reads alike, for one host or for a domain; proven by the readings themselves.

import { isIP } from "node:net";
import type { Variables } from "./client-route.ts";
import { CLIENT_READINGS, counts } from "./index.ts";
import { bracketed } from "./proxy-location.ts";

export interface Spelling {
  /** In order, for both NO_PROXY and no_proxy. */
  entries: string[];
  /** The libraries that still would not go direct, e.g. "snowflake-sdk 2.2 to 2.3": usually none. */
  refused: string[];
  /** Hosts beside the wanted ones that these libraries would then reach directly too. */
  sideEffects: { host: string; clients: string[] }[];
}

export type Reach = "host" | "domain";

/**
 * @param name a host, an IP address (IPv6 without brackets), or a domain; leading `.`, `*.` and a trailing dot are dropped.
 * @param reach `host`: this one host; `domain`: the name itself and all below it.
 */
export function agreedSpelling(name: string, reach: Reach): Spelling {
  const host = name
    .toLowerCase()
    .replace(/^\*?\.?/, "")
    .replace(/\.$/, "")
    .replace(/^\[(.*)\]$/, "$1");
  const wanted = reach === "host" ? [host] : [host, `a.${host}`, `a.b.${host}`];
  const entries =
    candidates(host, reach).find((list) => refusing(list, wanted, host).length === 0) ?? candidates(host, reach)[0]!;
  const beside = isIP(host) ? [] : [`not${host}`, `${host}.example`, ...(reach === "host" ? [`a.${host}`] : [])];
  return {
    entries,
    refused: refusing(entries, wanted, host),
    sideEffects: beside
      .map((each) => ({ host: each, clients: reading(entries, each, "direct", host) }))
      .filter(({ clients }) => clients.length > 0),
  };
}

/** From the shortest to the fullest. */
function candidates(host: string, reach: Reach): string[][] {
  const full = [host, `.${host}`, `*.${host}`];
  if (isIP(host))
    return [[host], unique([host, bracketed(host)]), unique([host, bracketed(host), `*.${bracketed(host)}`])];
  return reach === "domain" ? [full] : [[host], [host, `*.${host}`], full];
}

function unique(list: string[]): string[] {
  return [...new Set(list)];
}

function refusing(entries: string[], wanted: string[], subject: string): string[] {
  return unique(wanted.flatMap((host) => reading(entries, host, "proxy", subject)));
}

/** Who takes that route, where all the variables name one proxy in both cases. */
function reading(entries: string[], host: string, route: "proxy" | "direct", subject: string): string[] {
  const variables = everywhere(entries.join(","));
  const target = { scheme: "https", host, port: 443 } as const;
  return CLIENT_READINGS.filter((each) => counts(each, subject))
    .filter(({ read }) => read(variables, target).route === route)
    .map(({ client, versions }) => `${client} ${versions}`);
}

function everywhere(list: string): Variables {
  const proxies = ["HTTP_PROXY", "HTTPS_PROXY", "GRPC_PROXY"].flatMap((name) => [name, name.toLowerCase()]);
  return { ...Object.fromEntries(proxies.map((name) => [name, "http://proxy:3128"])), NO_PROXY: list, no_proxy: list };
}
