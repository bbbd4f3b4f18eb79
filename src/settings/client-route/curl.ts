// curl: upper-case HTTP_PROXY is not read, a bare name covers its subdomains, CIDR works, ports and "*" in a list do not.

import { isIPv4 } from "node:net";
import { addressBytes, sharePrefix } from "./address.ts";
import { breaks, bypasses, type Chosen, firstFilled, goesDirect, usesProxy } from "./answer.ts";
import type { ClientReading, ClientRoute } from "./client-route.ts";

export const curl: ClientReading = {
  client: "curl",
  versions: "7.88",
  version: "7.88.1",
  read: (variables, target) => {
    const own = target.scheme === "https" ? ["https_proxy", "HTTPS_PROXY"] : ["http_proxy"];
    const chosen = firstFilled(variables, ...own, "all_proxy", "ALL_PROXY");
    const list = firstFilled(variables, "no_proxy", "NO_PROXY");
    if (chosen === null) return goesDirect();
    const entry = list === null ? null : curlEntry(list.value, target.host);
    return entry !== null && list !== null ? bypasses(entry, list.name) : proxyOf(chosen);
  },
};

/** Split at commas, blanks and tabs; one trailing and one leading dot are ignored, without case; IPv6 is read as a name. */
export function curlEntry(list: string, host: string): string | null {
  if (list === "*") return list;
  const name = host.replace(/\.$/, "").toLowerCase();
  const covers = (entry: string) => {
    if (isIPv4(host)) return inRange(host, entry);
    const suffix = entry.replace(/\.$/, "").replace(/^\./, "").toLowerCase();
    return name === suffix || name.endsWith(`.${suffix}`);
  };
  return list.split(/[, \t]/).find((entry) => entry !== "" && covers(entry)) ?? null;
}

/** No length, 0, or one that is no number, means the whole address. */
function inRange(host: string, entry: string): boolean {
  const [base = "", length = ""] = /^([^/]*)\/?(.*)$/s.exec(entry)?.slice(1) ?? [];
  const [address, network] = [addressBytes(host), addressBytes(base)];
  return address !== null && network !== null && sharePrefix(address, network, Number.parseInt(length, 10) || 32);
}

/** Port 1080 where none is given, 443 for https://; what curl cannot read, it refuses. */
function proxyOf({ name, value }: Chosen): ClientRoute {
  const [, scheme = "http", rest = ""] = /^(?:([a-z][a-z0-9+.-]*):\/\/)?(.*)$/is.exec(value) ?? [];
  if (!/^(https?|socks(4a?|5h?)?)$/i.test(scheme)) return breaks(name, "it refuses the value: unknown scheme");
  const authority = rest.replace(/[/?#].*$/s, "").replace(/^.*@/s, "");
  const [, v6, host = v6, port] = /^(?:\[([0-9a-f:.]+)\]|([^\s:"'[\]]+))(?::(\d{0,5}))?$/i.exec(authority) ?? [];
  if (host === undefined || Number(port ?? 0) > 65_535 || /\s/.test(value)) {
    return breaks(name, "it refuses the value: unsupported proxy syntax");
  }
  const standard = scheme.toLowerCase() === "https" ? 443 : 1080;
  return usesProxy(name, { scheme: scheme.toLowerCase(), host: host.toLowerCase(), port: Number(port) || standard });
}
