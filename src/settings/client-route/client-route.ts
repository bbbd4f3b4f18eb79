// What a client library makes of the proxy variables for one target: the type that each reading gives.

/** The client libraries, in the order in which they are shown. `node-…-env`: Node's own clients under NODE_USE_ENV_PROXY=1. */
export const CLIENTS = [
  "undici",
  "node-fetch-env",
  "node-http-env",
  "proxy-agent",
  "gaxios",
  "teeny-request",
  "snowflake-sdk",
  "grpc-js",
  "databricks-sql",
  "axios",
  "curl",
  "requests",
  "go",
] as const;

export type Client = (typeof CLIENTS)[number];

/** The variables as the container has them, both cases: an empty one is not the same as one that is not set. */
export type Variables = Readonly<Record<string, string | undefined>>;

export interface ClientTarget {
  scheme: "http" | "https";
  /** As WHATWG URL writes it (lower case, ASCII), IPv6 without brackets. */
  host: string;
  port: number;
}

export interface ClientRoute {
  /** `error`: the library throws, or connects to neither. */
  route: "proxy" | "direct" | "error";
  /** scheme://host:port as the library reads it, never with credentials; null unless `route` is "proxy". */
  proxy: string | null;
  /** The variable that holds the proxy, or that broke the library; null where the route is direct. */
  variable: string | null;
  /** The NO_PROXY entry that sends the target direct, as written; null where none did. */
  entry: string | null;
  /** The variable that the entry stands in, or null. */
  noProxyVariable: string | null;
  /** One clause for the reader where the rest does not tell it all, e.g. that an https:// proxy is not supported; else null. */
  why: string | null;
}

/** How one library, or a range of its versions, reads the variables. */
export interface ClientReading {
  client: Client;
  /** The versions that read so, e.g. ">=2.4"; "all" where no difference is known. */
  versions: string;
  /** The version whose source this was taken from, and that the differential test holds it to. */
  version: string;
  /** Pure; never throws. */
  read: (variables: Variables, target: ClientTarget) => ClientRoute;
}
