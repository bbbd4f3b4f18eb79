// Where a proxy variable's value points, as the WHATWG URL parser of Node.js libraries reads it.

export interface ProxyLocation {
  /** Without the colon. */
  scheme: string;
  /** IPv6 without brackets; empty where the value has none. */
  host: string;
  port: number;
}

/** Where a value has no port; everything but https is spoken to in plain HTTP by the agents that do not know it. */
const PORTS: Record<string, number> = { https: 443 };

/** Null where the parser throws. A value without "://" may still parse: its host then becomes the scheme. */
export function locate(value: string): ProxyLocation | null {
  const url = URL.parse(value);
  if (url === null) return null;
  const scheme = url.protocol.slice(0, -1);
  const host = url.hostname.replace(/^\[|\]$/g, "");
  return { scheme, host, port: url.port === "" ? (PORTS[scheme] ?? 80) : Number(url.port) };
}

/** `scheme://` before a value that has none. */
export function withScheme(value: string, scheme: string): string {
  return value.includes("://") ? value : `${scheme}://${value}`;
}

/** A host as it stands in a URL: IPv6 in brackets. */
export function bracketed(host: string): string {
  return host.includes(":") ? `[${host}]` : host;
}
