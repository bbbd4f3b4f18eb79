// The facts of each step: what was on the wire, kept whether the step passed or failed.

import type { Failure } from "./observation.ts";
import type { TrafficExchange } from "./traffic-facts.ts";

export type * from "./tls-facts.ts";
export type * from "./traffic-facts.ts";

export interface DnsFacts {
  name: string;
  addresses: string[];
}

export interface TcpFacts {
  /** host and port that the TCP connection is for: the proxy's on a proxy route, else the target's. */
  host: string;
  port: number;
  /** The address that is used from here on, or null. */
  address: string | null;
  attempts: TcpAttempt[];
  /**
   * Direct, and nothing was said on the connection, as in this protocol the client speaks first: a firewall that takes every
   * connection looks the same.
   */
  provesTcpAlone?: true;
}

export interface TcpAttempt {
  address: string;
  /** `abandoned`: not concluded when another address had already won and the check ended. */
  result: "connected" | "failed" | "abandoned";
  ms: number;
  failure?: Failure;
}

/** What a first answer shows of the protocol that is spoken there: from its first bytes, printable, at most 80 characters. */
export interface Speech {
  protocol: "http" | "tls" | "ssh" | "smtp-or-ftp" | "postgres" | "nothing" | "other";
  firstBytes: string;
}

export interface TunnelFacts {
  /** host:port that CONNECT asked for. */
  target: string;
  reply: HttpReply | null;
  refusal: ProxyRefusal | null;
  /** What was on the other end instead of an HTTP proxy, by its answer, or by one more connection that tried TLS. */
  speaks: Speech | null;
}

export interface HttpReply {
  status: number;
  statusText: string;
  /** Names in lower case, in the order received; cookies and credentials left out. */
  headers: [name: string, value: string][];
  /** The start of the body as text, at most 2,048 characters, or null where there was none. */
  body: string | null;
  /** Of an HTML page that is longer than `body`: its words without tags and the addresses that it names, at most 2,048 characters. */
  page?: string;
  bodyBytes: number;
  /** When it came by the clock of this machine (RFC 3339, UTC): only where its Date tells the time of the answer, not of a cached copy. */
  receivedAt?: string;
}

/** The proxy's own "no", read from its reply: status, RFC 9209 Proxy-Status, and vendors' own signs. */
export interface ProxyRefusal {
  kind: "denied" | "auth-required" | "dns-failure" | "upstream-unreachable" | "rate-limited" | "not-a-proxy" | "other";
  /** The line that decided, e.g. "X-Squid-Error: ERR_ACCESS_DENIED 0" or "403 Forbidden". */
  sign: string;
  /** The schemes of Proxy-Authenticate, e.g. ["Negotiate", "Basic"]. */
  authSchemes: string[];
}

export type ExchangeFacts = HttpExchange | GrpcExchange | PostgresExchange | RedisExchange | TrafficExchange;

export interface HttpExchange {
  protocol: "http";
  request: string;
  reply: HttpReply | null;
  /** Set where the forward proxy itself answered a plain request. */
  refusal: ProxyRefusal | null;
  /** Whether the entry's `expect` holds; null where it asks for nothing or no answer came. */
  recognised: boolean | null;
  /** What answered instead of HTTP: of a plain request through a proxy, the proxy itself. */
  speaks?: Speech | null;
}

export interface GrpcExchange {
  protocol: "grpc";
  status: number | null;
  contentType: string | null;
  /** grpc-status, or null. */
  grpcStatus: number | null;
}

export interface PostgresExchange {
  protocol: "postgres";
  /** `asks-for-login`: the server asks for credentials; `welcomes`: it lets the user in without; `error`: ErrorResponse. */
  answer: "asks-for-login" | "welcomes" | "error" | null;
  authMethod: string | null;
  sqlState: string | null;
  /** The server's words, user and database names redacted. */
  message: string | null;
  speaks: Speech | null;
}

export interface RedisExchange {
  protocol: "redis";
  /** First line of the reply to PING, e.g. "+PONG", "-NOAUTH Authentication required." */
  reply: string | null;
  speaks: Speech | null;
}

export interface LoginFacts {
  /** What logged in: our own Redis prober, or a client library with its version. */
  by: string;
  /** SQLSTATE or the first word of a Redis error, or null. */
  errorCode: string | null;
  message: string | null;
  /** How the service itself was seen to answer a client library; absent where it was not reached, or our own prober logged in. */
  answer?: string;
  /** The connections that a client library opened, in order, as seen on its sockets; absent where our own prober logged in. */
  ways?: ClientWay[];
}

export interface ClientWay {
  /** host:port as the library named it. */
  to: string;
  /** To a proxy that a variable names, or to anything else. */
  kind: "proxy" | "direct";
  /** The address that it was connected to, or null where no connection came about. */
  address: string | null;
  /** What was asked of the proxy, e.g. "CONNECT api.example:443"; null on a direct connection. */
  asked: string | null;
  /** The proxy's answer to that, or null where none came. */
  status: number | null;
  /** The library was kept from opening it: no address of this check, or one connection too many. */
  kept?: "not-planned" | "too-many";
}
