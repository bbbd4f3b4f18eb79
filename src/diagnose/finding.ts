// A finding is a rule's conclusion: one cause, its evidence, the checks it affects, and who can mend it how.

export type Severity = "error" | "warning" | "notice";

export type Actor = "operator" | "proxy-admin" | "firewall-admin" | "dns-admin" | "warehouse-admin" | "carto-support";

export interface Finding {
  code: FindingCode;
  severity: Severity;
  title: string;
  why: string;
  evidence: string[];
  /** Ids of the checks: claimed by a network finding, endangered by a configuration finding. In plan order. */
  affects: string[];
  /** The configuration finding that explains this one, where there is one. */
  cause?: FindingCode;
  remedies: Remedy[];
  /** The changes that mend a configuration finding, for a program; absent where none can be told. */
  corrections?: Correction[];
}

/** One change to one value of one configuration file. */
export interface Correction {
  /** The file as it was named; "environment" for a running process, which cannot be written. */
  source: string;
  /** Where the value stands now, counted from 1; null where it is to be added. */
  line: number | null;
  /** A variable's name, or the dotted path of a value: "externalProxy.excludedDomains". */
  key: string;
  /** The offending text, secrets masked; null where the key is absent. */
  found: string | null;
  /** The value to write (unquoted; a list is joined with commas); null to remove the key. */
  value: string | null;
}

export interface Remedy {
  who: Actor;
  do: string;
  snippet?: { language: string; text: string };
  /** A command that shows that it is mended. */
  verify?: string;
}

/** Every code that this version can give, in order of precedence: configuration first, then the outermost hop. */
export const FINDING_CODES = [
  "proxy-not-configured",
  "proxy-variable-missing",
  "proxy-variable-case",
  "proxy-variables-differ",
  "proxy-url-invalid",
  "proxy-url-credentials",
  "proxy-grpc-https",
  "no-proxy-internal-missing",
  "no-proxy-ambiguous",
  "no-proxy-empty-entry",
  "no-proxy-snowflake",
  "no-proxy-metadata",
  "no-proxy-covers-required",
  "ca-file-unreadable",
  "ca-file-invalid",
  "ca-expired",
  "tls-verification-off",
  "import-custom-ca",
  "configuration-lost-on-upgrade",
  "customizations-invalid",
  "client-bypasses-proxy",
  "proxy-name-not-resolved",
  "proxy-unreachable",
  "proxy-refused",
  "proxy-node-bad",
  "proxy-scheme-mismatch",
  "proxy-not-http",
  "proxy-tls-untrusted",
  "proxy-tls-name-mismatch",
  "proxy-tls-expired",
  "proxy-tls-failed",
  "proxy-auth-required",
  "proxy-port-denied",
  "proxy-denied",
  "proxy-dns-failure",
  "proxy-upstream-unreachable",
  "captive-portal",
  "proxy-rate-limited",
  "proxy-closed-tunnel",
  "proxy-no-answer",
  "proxy-error",
  "proxy-nonstandard-success",
  "tunnel-reset",
  "tunnel-silent",
  "clock-skew",
  "tls-intercepted",
  "tls-intercepted-trusted",
  "tls-incomplete-chain",
  "tls-name-mismatch",
  "tls-expired",
  "tls-untrusted",
  "tls-protocol",
  "tls-reset",
  "tls-silent",
  "block-page",
  "http2-not-offered",
  "origin-not-recognised",
  "origin-error",
  "origin-no-answer",
  "request-body-blocked",
  "upload-cut",
  "websocket-blocked",
  "long-head-blocked",
  "idle-stream-cut",
  "tunnel-limit",
  "slow-path",
  "address-partly-dead",
  "name-not-resolved",
  "bypass-not-taken",
  "bypass-only-by-proxy",
  "direct-blocked",
  "direct-refused",
  "postgres-not-postgres",
  "postgres-tls-refused",
  "postgres-rejected",
  "postgres-login-failed",
  "redis-not-redis",
  "redis-login-failed",
  "warehouse-login-failed",
  "egress-leak",
  "snowflake-verification-off",
  "client-disagrees",
  "unclassified",
] as const;

export type FindingCode = (typeof FINDING_CODES)[number];
