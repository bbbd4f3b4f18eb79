// NO_PROXY as the client libraries read it: they disagree, so each has a pure function of its own, taken from its source.

/** The libraries whose reading decides the route of a check; `version` is the one that the function was taken from. */
export const noProxyReaders = {
  undici: { version: "8.12.4", match: undici },
  gaxios: { version: "7.3.1", match: gaxios },
  "grpc-js": { version: "1.14.7", match: grpc },
  "snowflake-sdk": { version: "3.3.0", match: snowflake },
} satisfies Record<string, NoProxyReader>;

export type NoProxyClient = keyof typeof noProxyReaders;

interface NoProxyReader {
  version: string;
  match: (entries: string[], target: Target) => string | null;
}

interface Target {
  scheme: "http" | "https";
  /** IPv6 without brackets. */
  host: string;
  port: number;
}

/** The entry by which `client` would go direct to the target, or null where it would use the proxy. */
export function matchNoProxy(client: NoProxyClient, entries: string[], target: Target): string | null {
  return noProxyReaders[client].match(entries, { ...target, host: target.host.toLowerCase() });
}

/** Splits at commas and white space; a bare name covers its subdomains; ports are honoured; no CIDR. */
function undici(entries: string[], { host, port }: Target): string | null {
  const name = host.replace(/(.)\.$/, "$1");
  for (const raw of entries.flatMap((entry) => entry.split(/\s/)).filter((entry) => entry !== "")) {
    const bracketed = /^\[(.+)\](?::(\d+))?$/.exec(raw);
    const plain = /^([^:]+):(\d+)$/.exec(raw);
    const entryPort = Number(bracketed?.[2] ?? plain?.[2] ?? 0);
    const pattern = (bracketed?.[1] ?? plain?.[1] ?? raw).toLowerCase();
    if (entryPort !== 0 && entryPort !== port) continue;
    if (pattern === "*") return raw;
    const suffix = pattern.replace(/^\*?\./, "").replace(/(.)\.$/, "$1");
    if ((!raw.startsWith("*") && name === suffix) || name.endsWith(`.${suffix}`)) return raw;
  }
  return null;
}

/** Trims; `.x` and `*.x` are suffixes, anything else is an exact host, origin or URL; case-sensitive. */
function gaxios(entries: string[], { scheme, host, port }: Target): string | null {
  const name = host.includes(":") ? `[${host}]` : host;
  const url = new URL(`${scheme}://${name}:${port}`);
  for (const entry of entries.map((text) => text.trim())) {
    if (entry.startsWith(".") || entry.startsWith("*.")) {
      if (name.endsWith(entry.replace(/^\*\./, "."))) return entry;
    } else if (entry === name || entry === url.origin || entry === url.href) return entry;
  }
  return null;
}

/** Neither trimmed nor anchored: a plain suffix, so an empty entry matches every host; IPv4 CIDR works. */
function grpc(entries: string[], { host }: Target): string | null {
  return entries.find((entry) => inCidr(host, entry) || host.endsWith(entry)) ?? null;
}

/** Since 2.4: anchored at both ends, `*` and a leading dot stand for any text; case-sensitive. */
function snowflake(entries: string[], { host }: Target): string | null {
  for (const entry of entries.flatMap((text) => text.split("|")).map((text) => text.trim())) {
    const pattern = entry
      .replace(/^\./, "*")
      .replace(/[.+?^${}()|[\]\\]/g, "\\$&")
      .replaceAll("*", ".*");
    if (new RegExp(`^${pattern}$`).test(host)) return entry;
  }
  return null;
}

function inCidr(host: string, entry: string): boolean {
  const [network, bits, ...more] = entry.split("/");
  const address = ipv4(host);
  const base = ipv4(network ?? "");
  const length = Number.parseInt(bits ?? "", 10);
  if (more.length > 0 || address === null || base === null || !(length >= 0 && length <= 32)) return false;
  return address >>> (32 - length) === base >>> (32 - length) || length === 0;
}

function ipv4(text: string): number | null {
  const parts = text.split(".").map((part) => (/^\d{1,3}$/.test(part) ? Number(part) : 256));
  if (parts.length !== 4 || parts.some((part) => part > 255)) return null;
  return parts.reduce((sum, part) => ((sum << 8) | part) >>> 0, 0);
}
