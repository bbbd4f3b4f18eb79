// The facts of a TLS handshake: what was agreed on, and the certificates as sent.

import type { Failure, Speech } from "./observation.ts";

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
  /** False where the target's own mode asks for no verification (sslmode=no-verify, opportunistic TLS): a bad certificate hurts nobody. */
  enforced?: boolean;
  /** As sent by the server, leaf first. */
  chain: CertificateFacts[];
  /** The trusted CA that the chain hangs on; null where there is none. Absent: not looked for (no certificate, an older report). */
  anchor?: Anchor | null;
  /** Whether the leaf bears the marks of the public web PKI (RFC 6962 receipts, a CA/Browser Forum policy), which may be copied. */
  publiclyMarked?: boolean;
  /** What was on the other end instead of TLS, where something else answered. */
  speaks: Speech | null;
  /** Of a check that must not get through: who signed for another certificate than the target's, where something else answered. */
  answeredBy?: string;
  /** The answer to SSLRequest ("S", "N", "E", other text), for PostgreSQL only. */
  sslReply?: string;
}

export interface Anchor {
  /** `public`: a public root; `extra`: of the extra CA file alone; `server`: a CA that a warehouse's own settings name. */
  kind: "public" | "extra" | "server";
  subject: string;
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
