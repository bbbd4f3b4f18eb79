// What was seen: one record for each step that was taken, ending at the first failure. Plain data, no secrets, no judgement.

export const PHASES = ["dns", "tcp", "proxy-tls", "tunnel", "tls", "exchange", "login"] as const;
export type Phase = (typeof PHASES)[number];

/**
 * All that was seen of one check. `done`: measured, to its end or to its first failure. `unknown`: could not be
 * measured (deadline, interruption, our own error); phases hold what was seen until then. `skipped`: left out on purpose.
 */
export interface Observation {
  outcome: "done" | "unknown" | "skipped";
  /** Why it is unknown or skipped, else null. */
  reason: string | null;
  phases: PhaseRecord[];
  durationMs: number;
}

export type PhaseRecord =
  | Step<"dns", DnsFacts>
  | Step<"tcp", TcpFacts>
  | Step<"proxy-tls", TlsFacts>
  | Step<"tunnel", TunnelFacts>
  | Step<"tls", TlsFacts>
  | Step<"exchange", ExchangeFacts>
  | Step<"login", LoginFacts>;

export interface Step<P extends Phase, F> {
  phase: P;
  ms: number;
  ok: boolean;
  facts: F;
  failure?: Failure;
}

/** The first thing that went wrong: a name from our own list, and the raw cause beside it. */
export interface Failure {
  code: FailureCode;
  /** The raw cause, e.g. "connect ECONNREFUSED 10.0.0.5:3128". Redacted, at most 300 characters. */
  cause: string;
}

export type FailureCode =
  // any phase
  | "timed-out"
  | "reset"
  | "closed"
  | "unclassified"
  // dns
  | "name-not-found"
  | "resolver-failed"
  // tcp
  | "refused"
  | "unreachable"
  | "not-permitted"
  // proxy-tls, tls
  | "not-tls"
  | "tls-version"
  | "tls-error"
  | "certificate-untrusted"
  | "certificate-incomplete-chain"
  | "certificate-name-mismatch"
  | "certificate-expired"
  | "certificate-not-yet-valid"
  | "http2-not-offered"
  // tunnel, or exchange of a plain request: the proxy itself said no
  | "refused-by-proxy"
  | "not-http"
  | "head-too-large"
  // PostgreSQL and Redis
  | "not-postgres"
  | "tls-refused"
  | "rejected"
  | "login-failed"
  | "not-redis"
  // a client library that failed in a way that is none of these
  | "client-failed";

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
}

export interface TcpAttempt {
  address: string;
  /** `abandoned`: not concluded when another address had already won and the check ended. */
  result: "connected" | "failed" | "abandoned";
  ms: number;
  failure?: Failure;
}

export interface TlsFacts {
  /** The name that the certificate was checked against. */
  servername: string;
  version: string | null;
  cipher: string | null;
  alpn: string | null;
  /** True: chain and name verified against the trusted CAs. Null: no certificate was seen. */
  verified: boolean | null;
  /** Why verification failed, kept also where it is not enforced (verification turned off). */
  certificateFailure: Failure | null;
  /** As sent by the server, leaf first. */
  chain: CertificateFacts[];
  /** What was on the other end instead of TLS, where something else answered. */
  speaks: Speech | null;
  /** The answer to SSLRequest ("S", "N", "E", other text), for PostgreSQL only. */
  sslReply?: string;
}

export interface CertificateFacts {
  subject: string;
  issuer: string;
  names: string[];
  validFrom: string;
  validTo: string;
  sha256: string;
  selfIssued: boolean;
  ca: boolean;
  /** URL from the Authority Information Access extension where the issuer's certificate can be had, or null. */
  issuerUrl: string | null;
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
  bodyBytes: number;
}

/** The proxy's own "no", read from its reply: status, RFC 9209 Proxy-Status, and vendors' own signs. */
export interface ProxyRefusal {
  kind: "denied" | "auth-required" | "dns-failure" | "upstream-unreachable" | "not-a-proxy" | "other";
  /** The line that decided, e.g. "X-Squid-Error: ERR_ACCESS_DENIED 0" or "403 Forbidden". */
  sign: string;
  /** The schemes of Proxy-Authenticate, e.g. ["Negotiate", "Basic"]. */
  authSchemes: string[];
}

export type ExchangeFacts = HttpExchange | GrpcExchange | PostgresExchange | RedisExchange;

export interface HttpExchange {
  protocol: "http";
  request: string;
  reply: HttpReply | null;
  /** Set where the forward proxy itself answered a plain request. */
  refusal: ProxyRefusal | null;
  /** Whether the entry's `expect` holds; null where it asks for nothing or no answer came. */
  recognised: boolean | null;
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
}
