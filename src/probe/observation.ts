// What was seen: one record for each step that was taken, ending at the first failure. Plain data, no secrets, no judgement.

import type { DnsFacts, ExchangeFacts, LoginFacts, TcpFacts, TlsFacts, TunnelFacts } from "./facts.ts";
import type { FollowUp } from "./follow-up-facts.ts";

export type * from "./facts.ts";
export type * from "./follow-up-facts.ts";

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
  /** What was asked once more because of what was seen. Absent where nothing was. */
  followUp?: FollowUp;
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
  /** How long this process itself was late during the step, waiting for a processor or busy; left out below 50 ms. */
  delayedMs?: number;
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
  // a policy check: the way that must be closed is open
  | "reached"
  // a 2xx other than 200: open by RFC 9110, closed for the clients
  | "odd-success"
  // PostgreSQL and Redis
  | "not-postgres"
  | "tls-refused"
  | "rejected"
  | "login-failed"
  | "not-redis"
  // a client library that failed in a way that is none of these
  | "client-failed";
