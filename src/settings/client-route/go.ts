// Go's net/http: upper case first, loopback never by a proxy, CIDR, ports, and names that cover their subdomains.

import { domainToASCII } from "node:url";
import { addressBytes, sharePrefix } from "./address.ts";
import { breaks, bypasses, type Chosen, firstFilled, goesDirect, usesProxy } from "./answer.ts";
import type { ClientReading, ClientRoute, ClientTarget } from "./client-route.ts";

export const go: ClientReading = {
  client: "go",
  versions: ">=1.19",
  version: "1.19.8",
  read: (variables, target) => {
    const { scheme } = target;
    const chosen = firstFilled(variables, `${scheme.toUpperCase()}_PROXY`, `${scheme}_proxy`);
    if (chosen === null) return goesDirect();
    const route = proxyOf(chosen);
    if (route.route === "direct") return route;
    if (isLoopback(target.host)) return goesDirect("it never uses a proxy for the loopback");
    const list = firstFilled(variables, "NO_PROXY", "no_proxy");
    const entry = list === null ? null : goEntry(list.value, target);
    return entry !== null && list !== null ? bypasses(entry, list.name) : route;
  },
};

/** What Go never uses a proxy for. */
export function isLoopback(host: string): boolean {
  const bytes = addressBytes(host);
  if (bytes === null) return host === "localhost";
  const inner = bytes.length === 16 && isMapped(bytes) ? bytes.slice(12) : bytes;
  return inner.length === 4 ? inner[0] === 127 : inner.slice(0, 15).every((byte) => byte === 0) && inner[15] === 1;
}

/** An IPv4 address and its form inside IPv6 are one to Go. */
function goBytes(text: string): number[] | null {
  const bytes = addressBytes(text);
  return bytes?.length === 16 && isMapped(bytes) ? bytes.slice(12) : bytes;
}

function isMapped(bytes: number[]): boolean {
  return bytes.slice(0, 10).every((byte) => byte === 0) && bytes[10] === 0xff && bytes[11] === 0xff;
}

export function goEntry(list: string, target: ClientTarget): string | null {
  const entries = list.split(",").map((entry) => entry.trim());
  if (entries.includes("*")) return "*";
  const address = goBytes(target.host);
  return entries.find((entry) => entry !== "" && covers(entry.toLowerCase(), target, address)) ?? null;
}

function covers(entry: string, { host, port }: ClientTarget, address: number[] | null): boolean {
  const range = cidr(entry);
  if (range !== null) return address !== null && sharePrefix(address, range.network, range.bits);
  const [name, entryPort] = splitPort(entry);
  if (name === "" || (entryPort !== "" && entryPort !== String(port))) return false;
  const single = goBytes(name);
  if (single !== null) return address !== null && sharePrefix(single, address, single.length * 8);
  const plain = name.replace(/^\*\./, ".");
  const suffix = plain.startsWith(".") ? plain : `.${plain}`;
  // biome-ignore lint/suspicious/noControlCharactersInRegex: ASCII is what is asked for
  const ascii = /^[\x00-\x7f]*$/.test(suffix) ? suffix : `.${domainToASCII(suffix.slice(1))}`;
  return host.endsWith(ascii) || (!plain.startsWith(".") && host === ascii.slice(1));
}

function cidr(entry: string): { network: number[]; bits: number } | null {
  const [, base = "", length = ""] = /^([^/]+)\/(\d+)$/.exec(entry) ?? [];
  const bytes = addressBytes(base);
  if (bytes === null || Number(length) > bytes.length * 8) return null;
  const inner = bytes.length === 16 && isMapped(bytes) && Number(length) >= 96;
  return inner ? { network: bytes.slice(12), bits: Number(length) - 96 } : { network: bytes, bits: Number(length) };
}

/** As net.SplitHostPort: where it fails, the whole entry is the name. */
function splitPort(entry: string): [name: string, port: string] {
  const [, inner, innerPort] = /^\[([^[\]]*)\]:([^:[\]]*)$/.exec(entry) ?? [];
  if (inner !== undefined) return [inner, innerPort ?? ""];
  const [, name, port] = /^([^:[\]]*):([^:[\]]*)$/.exec(entry) ?? [];
  return name === undefined ? [entry, ""] : [name, port ?? ""];
}

/** A value that cannot be parsed counts as not set; one that parses as something else is dialled and fails. */
function proxyOf({ name, value }: Chosen): ClientRoute {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for
  if (/[\x00-\x1f\x7f]/.test(value)) return goesDirect(`it cannot parse ${name} and goes direct`);
  const [, given, rest = value] = /^(https?|socks5):\/\/(.*)$/is.exec(value) ?? [];
  const scheme = (given ?? "http").toLowerCase();
  const authority = rest.replace(/[/?#].*$/s, "").replace(/^.*@/s, "");
  const [, v6, host = v6, port = ""] = /^(?:\[([0-9a-f:.]+)\]|([^\s:"'<>[\]]+))(?::(\d*))?$/i.exec(authority) ?? [];
  if (host === undefined || Number(port) > 65_535 || (given === undefined && value.includes("://"))) {
    const direct = given === undefined && (/^\s/.test(value) || /[\s<>[\]]/.test(authority));
    return direct
      ? goesDirect(`it cannot parse ${name} and goes direct`)
      : breaks(name, "it dials a host that is none");
  }
  const standard = { http: 80, https: 443, socks5: 1080 }[scheme] ?? 80;
  return usesProxy(name, { scheme, host: host.toLowerCase(), port: port === "" ? standard : Number(port) });
}
