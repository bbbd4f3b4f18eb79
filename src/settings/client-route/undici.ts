// undici's EnvHttpProxyAgent, in the four generations that are in use: 6 (Node 22), 7 (Node 24), 8.10 (Node 26) and 8.11.

import { breaks, bypasses, type Chosen, firstSet, goesDirect, usesProxy } from "./answer.ts";
import type { ClientReading, ClientRoute, ClientTarget, Variables } from "./client-route.ts";
import { bracketed, locate } from "./proxy-location.ts";

export type UndiciGeneration = "6" | "7" | "8.10" | "8.11";

const reading = (generation: UndiciGeneration, versions: string, version: string): ClientReading => ({
  client: "undici",
  versions,
  version,
  read: (variables, target) => readUndici(generation, variables, target),
});

// 8.0 to 8.9 lie between 7 and 8.10: 8.0 still reads NO_PROXY as 7 does, and gives a value without a scheme one.
export const undici8 = reading("8.11", ">=8.11", "8.12.4");
export const undici810 = reading("8.10", "8.10", "8.10.2");
export const undici7 = reading("7", "7", "7.30.2");

/** The constructor throws for a value that is unusable, whatever the target: so do we. */
export function readUndici(generation: UndiciGeneration, variables: Variables, target: ClientTarget): ClientRoute {
  const http = firstSet(variables, "http_proxy", "HTTP_PROXY");
  const https = firstSet(variables, "https_proxy", "HTTPS_PROXY");
  const broken = brokenBy(generation, http) ?? brokenBy(generation, https);
  if (broken !== null) return broken;
  // An https target falls back to HTTP_PROXY, an http target to nothing.
  const chosen = target.scheme === "https" && https?.value ? https : http;
  if (!chosen?.value) return goesDirect();
  const list = firstSet(variables, "no_proxy", "NO_PROXY");
  const entry = undiciEntry(generation, list?.value ?? "", target);
  if (entry !== null && list !== null) return bypasses(entry, list.name);
  return usesProxy(chosen.name, located(chosen.value));
}

function brokenBy(generation: UndiciGeneration, chosen: Chosen | null): ClientRoute | null {
  if (!chosen?.value) return null;
  const url = URL.parse(chosen.value);
  if (url === null) return breaks(chosen.name, "it throws at start: the value is no URL");
  if (generation !== "6" && SOCKS.test(url.protocol)) return null;
  if (!/^https?:$/.test(url.protocol)) return breaks(chosen.name, "it throws at start: it wants http:// or https://");
  const more = url.pathname !== "/" || url.search !== "" || url.hash !== "";
  return more ? breaks(chosen.name, "it throws at start: nothing may follow the port") : null;
}

const SOCKS = /^socks5?:$/;

function located(value: string) {
  const location = locate(value) ?? { scheme: "http", host: "", port: 80 };
  return SOCKS.test(`${location.scheme}:`) && !/:\d+\/?$/.test(value.trim()) ? { ...location, port: 1080 } : location;
}

/** Splits at commas and white space; a bare name covers its subdomains too; ports are honoured; no CIDR. */
export function undiciEntry(generation: UndiciGeneration, list: string, target: ClientTarget): string | null {
  if (list === "*" && generation !== "8.11") return list;
  const modern = generation === "8.10" || generation === "8.11";
  const host = modern ? target.host.replace(/(.)\.$/, "$1") : bracketed(target.host);
  const covers = (entry: string) => {
    const { name, port } = modern ? modernEntry(entry) : oldEntry(entry);
    if (port !== 0 && port !== target.port) return false;
    if (generation === "6") return /^[.*]/.test(name) ? host.endsWith(name.replace(/^\*/, "")) : host === name;
    const suffix = name.replace(/^\*?\./, "");
    const bare = modern ? suffix.replace(/(.)\.$/, "$1") : suffix;
    if (generation === "8.11" && bare === "*") return true;
    // "*.x" does not cover x itself since 8.11.
    const apex = generation !== "8.11" || !entry.startsWith("*");
    return (apex && host === bare) || host.endsWith(`.${bare}`);
  };
  return list.split(/[,\s]/).find((entry) => entry !== "" && covers(entry)) ?? null;
}

/** Up to 7 the last colon with digits parts the port, even inside an IPv6 address. */
function oldEntry(entry: string) {
  const [, name = entry, port = "0"] = /^(.+):(\d+)$/.exec(entry) ?? [];
  return { name: name.toLowerCase(), port: Number(port) };
}

function modernEntry(entry: string) {
  const [, address, port] = /^\[(.+)\]:(\d+)$/.exec(entry) ?? [];
  if (address !== undefined) return { name: address.toLowerCase(), port: Number(port) };
  const bare = entry.replace(/^\[(.+)\]$/, "$1");
  return /^[^:]+:\d+$/.test(bare) ? oldEntry(bare) : { name: bare.toLowerCase(), port: 0 };
}
