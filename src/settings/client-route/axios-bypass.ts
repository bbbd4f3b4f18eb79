// axios' own reading of NO_PROXY since 1.21: addresses in every spelling, CIDR, loopback names as one, international names.

import { isIPv4 } from "node:net";
import { domainToASCII } from "node:url";
import { addressBytes, sharePrefix } from "./address.ts";
import type { ClientTarget } from "./client-route.ts";

export function bypassEntry(list: string, target: ClientTarget): string | null {
  if (list === "*") return list;
  const host = normalized(target.host);
  const covers = (raw: string) => {
    const entry = raw.toLowerCase();
    if (entry === "*") return true;
    if (entry.includes("/")) return inRange(host, entry);
    const { name, port } = split(entry);
    const pattern = normalized(name);
    if (pattern === "" || (port !== 0 && port !== target.port)) return false;
    const suffix = pattern.replace(/^\*/, "");
    return suffix.startsWith(".") ? host.endsWith(suffix) : host === suffix || (isLoopback(host) && isLoopback(suffix));
  };
  return list.split(/[\s,]+/).find((entry) => entry !== "" && covers(entry)) ?? null;
}

function split(entry: string): { name: string; port: number } {
  const [, address, rest = ""] = /^\[([^\]]*)\](.*)$/.exec(entry) ?? [];
  if (address !== undefined) return { name: address, port: /^:\d+$/.test(rest) ? Number(rest.slice(1)) : 0 };
  const [, name = entry, port = "0"] = /^([^:]*):(\d+)$/.exec(entry) ?? [];
  return { name, port: Number(port) };
}

/** One spelling of a host: no trailing dots, ASCII, addresses as WHATWG URL writes them, IPv4 out of its IPv6 form. */
function normalized(text: string): string {
  const name = withoutDots(text.replace(/^\[(.*)\]$/, "$1"));
  if (name.includes(":")) {
    const address = URL.parse(`http://[${name}]/`)?.hostname.slice(1, -1);
    return address === undefined ? name : unmapped(address);
  }
  if (/[\u0080-\uffff]/.test(name)) {
    const lead = /^[*.]+/.exec(name)?.[0] ?? "";
    const ascii = domainToASCII(name.slice(lead.length));
    return ascii === "" ? "" : dotted(lead + withoutDots(ascii));
  }
  return dotted(name);
}

/** Not by a regular expression: on a long run of dots that takes the square of its length. */
function withoutDots(text: string): string {
  let end = text.length;
  while (text[end - 1] === ".") end -= 1;
  return text.slice(0, end);
}

/** "127.1", "0x7f.0.0.1" and the like in four decimal parts; a lone number stays as it is. */
function dotted(name: string): string {
  const parts = withoutDots(name).split(".");
  const numbers = parts.every((part) => /^(0x[0-9a-f]+|0[0-7]*|[1-9]\d*)$/i.test(part));
  if (!numbers || parts.length < 2 || parts.length > 4) return name;
  const address = URL.parse(`http://${parts.join(".")}/`)?.hostname;
  return address !== undefined && isIPv4(address) ? address : name;
}

function unmapped(address: string): string {
  const [, high, low] = /^::ffff:([0-9a-f]{1,4}):([0-9a-f]{1,4})$/.exec(address) ?? [];
  if (high === undefined || low === undefined) return address;
  return [high, low].flatMap((group) => [Number.parseInt(group, 16) >> 8, Number.parseInt(group, 16) & 0xff]).join(".");
}

function isLoopback(host: string): boolean {
  return ["localhost", "0.0.0.0", "::", "::1"].includes(host) || (isIPv4(host) && host.startsWith("127."));
}

function inRange(host: string, entry: string): boolean {
  const [, base = "", bits = ""] = /^(.+)\/(0|[1-9]\d{0,2})$/.exec(entry) ?? [];
  const [, inner] = /^\[([^[\]]*:[^[\]]*)\]$/.exec(base) ?? [];
  const text = inner ?? base;
  if (text === "" || /[[\]]/.test(text) || text.endsWith(".")) return false;
  const network = text.includes(":") ? URL.parse(`http://[${text}]/`)?.hostname.slice(1, -1) : dotted(text);
  const start = addressBytes(unmapped(network ?? ""));
  const address = addressBytes(host);
  if (start === null || address === null) return false;
  // The prefix of ::ffff:a.b.c.d/n counts from the start of the IPv6 form.
  const inside = text.includes(":") && start.length === 4 ? Number(bits) - 96 : Number(bits);
  return sharePrefix(address, start, inside);
}
