// Python requests, which reads NO_PROXY twice: by rules of its own, then by those of urllib.

import { isIPv4 } from "node:net";
import { addressBytes, sharePrefix } from "./address.ts";
import { breaks, bypasses, type Chosen, firstFilled, goesDirect, usesProxy } from "./answer.ts";
import type { ClientReading, ClientRoute, ClientTarget, Variables } from "./client-route.ts";

export const requests: ClientReading = {
  client: "requests",
  versions: ">=2.28",
  version: "2.34.2",
  read: (variables, target) => {
    const chosen = fromEnvironment(variables, target.scheme) ?? fromEnvironment(variables, "all");
    if (chosen === null) return goesDirect();
    const own = firstFilled(variables, "no_proxy", "NO_PROXY");
    const entry = own === null ? null : ownEntry(own.value, target);
    if (entry !== null && own !== null) return bypasses(entry, own.name);
    const list = fromEnvironment(variables, "no");
    const other = list === null ? null : urllibEntry(list.value, target.host);
    return other !== null && list !== null ? bypasses(other, list.name) : proxyOf(chosen);
  },
};

/** urllib: lower case first, and an empty lower-case variable takes the upper-case one away. */
function fromEnvironment(variables: Variables, kind: string): Chosen | null {
  const lower = variables[`${kind}_proxy`];
  return lower === undefined
    ? firstFilled(variables, `${kind.toUpperCase()}_PROXY`)
    : firstFilled(variables, `${kind}_proxy`);
}

/** Blanks are taken out; a bare name covers its subdomains; a port only where the URL shows one; IPv4 CIDR. */
function ownEntry(list: string, { scheme, host, port }: ClientTarget): string | null {
  const entries = list.replaceAll(" ", "").split(",");
  if (isIPv4(host)) return entries.find((entry) => entry !== "" && (inRange(host, entry) ?? entry === host)) ?? null;
  const names = port === (scheme === "https" ? 443 : 80) ? [host] : [host, `${host}:${port}`];
  const covers = (entry: string) => {
    const suffix = entry.replace(/^\.+/, "");
    return names.some((name) => name === suffix || name.endsWith(`.${suffix}`));
  };
  return entries.find((entry) => entry !== "" && covers(entry)) ?? null;
}

/** Stripped, without case, no CIDR; what stands after an IPv6 address' last colon is taken for a port. */
function urllibEntry(list: string, host: string): string | null {
  if (list === "*") return list;
  const names = [host, host.replace(/:\d+$/, "")];
  const covers = (entry: string) => {
    const suffix = entry.replace(/^\.+/, "").toLowerCase();
    return names.some((name) => name === suffix || name.endsWith(`.${suffix}`));
  };
  return (
    list
      .split(",")
      .map((entry) => entry.trim())
      .find((entry) => entry !== "" && covers(entry)) ?? null
  );
}

/** Null where the entry is no range. A length of 0 is none. */
function inRange(host: string, entry: string): boolean | null {
  const [base = "", length = "", ...more] = entry.split("/");
  if (more.length > 0 || !/^\s*\+?\d+\s*$/.test(length)) return null;
  const network = looseIPv4(base);
  const bits = Number(length);
  if (network === null || bits < 1 || bits > 32) return null;
  return sharePrefix(addressBytes(host) ?? [], network, bits);
}

/** inet_aton(3): 1 to 4 numbers, the last one fills what is left; decimal, octal, hexadecimal. */
function looseIPv4(text: string): number[] | null {
  const parts = (text.split(/\s/)[0] ?? "").split(".");
  if (parts.length > 4 || !parts.every((part) => /^(0x[0-9a-f]*|0[0-7]*|[1-9]\d*)$/i.test(part))) return null;
  const numbers = parts.map((part) => Number(/^0[0-7]+$/.test(part) ? `0o${part.slice(1)}` : part));
  const last = numbers.pop() ?? 0;
  const left = 4 - numbers.length;
  if (Number.isNaN(last) || numbers.some((part) => part > 255) || last >= 256 ** left) return null;
  return [
    ...numbers,
    ...Array.from({ length: left }, (_, index) => Math.floor(last / 256 ** (left - 1 - index)) % 256),
  ];
}

/** What urllib3 takes for a scheme has no dot: "proxy:3128" is refused, "proxy.corp:3128" is not. */
function proxyOf({ name, value }: Chosen): ClientRoute {
  const refused = breaks(name, "it refuses the value: no URL that it can read");
  const text = value.replace(/\n$/, "");
  const [, given, rest = text] = /^(?:([a-z][a-z0-9+-]*):)(.*)$/is.exec(text) ?? [];
  const scheme = (given ?? "http").toLowerCase();
  if (given !== undefined && !rest.startsWith("//")) return refused;
  if (/^socks/.test(scheme)) return usesSocks(name, rest, scheme);
  if (!/^https?$/.test(scheme)) return breaks(name, `it refuses the value: it knows no ${scheme}://`);
  const authority = rest
    .replace(/^\/\//, "")
    .replace(/[/?#].*$/s, "")
    .replace(/^.*@/s, "");
  const [, v6, host = v6, port = ""] = /^(?:\[([0-9a-f:.]+)\]|([^\s:"'[\]]+))(?::(\d{0,5}))?$/i.exec(authority) ?? [];
  if (host === undefined || Number(port) > 65_535) return refused;
  const standard = scheme === "https" ? 443 : 80;
  return usesProxy(name, { scheme, host: host.toLowerCase(), port: Number(port) || standard });
}

function usesSocks(name: string, rest: string, scheme: string): ClientRoute {
  const [, host = "", port = "1080"] = /^\/\/(?:[^@/]*@)?([^:/]+)(?::(\d+))?/.exec(rest) ?? [];
  return usesProxy(name, { scheme, host, port: Number(port) }, "needs PySocks, else it refuses the value");
}
