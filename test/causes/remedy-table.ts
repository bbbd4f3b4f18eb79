// What each code prints that a machine can apply, and for the others why a person has to act.

import type { FindingCode } from "../../src/diagnose/finding.ts";
import type { Applicable } from "./kind.ts";

/** The kinds of snippets that mend it where they are applied as printed; or the reason why it prints none. */
export const PRINTED: Record<FindingCode, Applicable[] | string> = {
  "proxy-not-configured": ["dotenv"],
  "proxy-variable-missing": ["dotenv"],
  "proxy-variable-case": ["dotenv"],
  "proxy-variables-differ": "nobody but the operator knows which proxy is meant",
  "proxy-url-invalid": ["dotenv"],
  "proxy-url-credentials": ["dotenv", "squid"],
  "proxy-grpc-https": ["dotenv"],
  "no-proxy-internal-missing": ["dotenv"],
  "no-proxy-ambiguous": ["dotenv"],
  "no-proxy-empty-entry": ["dotenv"],
  "no-proxy-snowflake": ["dotenv"],
  "no-proxy-metadata": ["dotenv"],
  "no-proxy-covers-required": ["dotenv"],
  "ca-file-unreadable": ["dotenv"],
  "ca-file-invalid": ["ca"],
  "ca-expired": "its owner issues a new certificate",
  "tls-verification-off": ["dotenv"],
  "import-custom-ca": "CARTO does not support it: another proxy or another certificate is a decision",
  "configuration-lost-on-upgrade": ["dotenv"],
  "customizations-invalid": "its corrections are lines of the file, which config check --fix writes",
  "proxy-name-not-resolved": "nobody but the operator knows the right name",
  "proxy-unreachable": ["iptables"],
  "proxy-refused": ["iptables"],
  "proxy-node-bad": ["dotenv"],
  "proxy-scheme-mismatch": ["dotenv"],
  "proxy-not-http": "nobody but the operator knows the right port",
  "proxy-tls-untrusted": ["dotenv", "ca"],
  "proxy-tls-name-mismatch": ["dotenv"],
  "proxy-tls-expired": "the proxy's administrator issues a new certificate, or somebody sets a clock",
  "proxy-tls-failed": "what the handshake fails on stands in the proxy's log alone",
  "proxy-auth-required": ["squid"],
  "proxy-port-denied": ["squid"],
  "proxy-denied": ["squid"],
  "proxy-dns-failure": ["squid"],
  "proxy-upstream-unreachable": ["squid", "iptables"],
  "captive-portal": ["squid"],
  "proxy-rate-limited": ["squid"],
  "proxy-closed-tunnel": ["squid"],
  "proxy-no-answer": ["iptables"],
  "proxy-error": "the answer names no cause: the proxy's log does",
  "proxy-nonstandard-success": "the product has to be updated or changed",
  "tunnel-reset": ["squid"],
  "tunnel-silent": ["iptables"],
  "clock-skew": "the clock is that of the machine, which containers share",
  "tls-intercepted": ["dotenv", "ca", "squid"],
  "tls-intercepted-trusted": ["squid"],
  "tls-incomplete-chain": ["dotenv", "url"],
  "tls-name-mismatch": "what answers in the target's place has to be found first",
  "tls-expired": "the target's owner issues a new certificate, or somebody sets a clock",
  "tls-untrusted": ["dotenv", "ca", "squid", "url"],
  "tls-protocol": "what answers in the target's place has to be found, or a server configured anew",
  "tls-reset": ["iptables"],
  "tls-silent": ["iptables"],
  "block-page": ["squid"],
  "http2-not-offered": ["squid"],
  "origin-not-recognised": "a person has to see whose page it is",
  "origin-error": "the service is down: there is nothing to change on this side",
  "origin-no-answer": "the service, or something that inspects, has to be asked",
  "request-body-blocked": ["squid"],
  "upload-cut": ["squid"],
  "websocket-blocked": ["squid"],
  "long-head-blocked": ["squid"],
  "idle-stream-cut": ["squid"],
  "tunnel-limit": ["squid"],
  "slow-path": "load and loss have many reasons, which logs tell",
  "address-partly-dead": ["iptables"],
  "client-bypasses-proxy": ["iptables"],
  "name-not-resolved": ["dotenv"],
  "bypass-not-taken":
    "nothing is broken; the documented way is an entry of NO_PROXY and a firewall's rule, which others are tried for",
  "bypass-only-by-proxy": ["iptables"],
  "direct-blocked": ["dotenv", "iptables"],
  "direct-refused": ["dotenv", "iptables"],
  "postgres-not-postgres":
    "nobody but the operator knows the right port; a firewall that answers itself takes no allow rule",
  "postgres-tls-refused": ["postgresql", "url"],
  "postgres-rejected": ["pg_hba", "url"],
  "postgres-login-failed": "it takes a password or a name that no report may hold",
  "redis-not-redis": ["url"],
  "redis-login-failed": "it takes a password that no report may hold",
  "warehouse-login-failed": "it takes a password, a key or a token that no report may hold",
  "egress-leak": ["iptables"],
  "snowflake-verification-off": ["dotenv"],
  "client-disagrees": "what the library takes amiss has to be read from its words",
  unclassified: "nothing is known of it",
};

const NO_SOCKET =
  "no socket is needed to see it: what it prints, and its corrections, are applied in test/diagnose/configuration";

/** Kinds of a code that the compose lab cannot try, and why. What loopback tries instead is said by test/causes. */
export const NOT_IN_LAB: Partial<Record<`${FindingCode} ${Applicable}`, string>> = {
  "proxy-variable-case dotenv": NO_SOCKET,
  "proxy-grpc-https dotenv": NO_SOCKET,
  "no-proxy-internal-missing dotenv": NO_SOCKET,
  "no-proxy-ambiguous dotenv": NO_SOCKET,
  "no-proxy-empty-entry dotenv": NO_SOCKET,
  "no-proxy-snowflake dotenv": NO_SOCKET,
  "no-proxy-metadata dotenv": NO_SOCKET,
  "no-proxy-covers-required dotenv": NO_SOCKET,
  "ca-file-unreadable dotenv": NO_SOCKET,
  "ca-file-invalid ca": NO_SOCKET,
  "configuration-lost-on-upgrade dotenv": NO_SOCKET,
  "proxy-dns-failure squid":
    "Squid 5.7, the lab's, answers ERR_CANNOT_FORWARD to a name that it cannot resolve: the same line mends proxy-upstream-unreachable",
  "tls-incomplete-chain dotenv": "no server of the lab leaves its intermediate out: cured on loopback",
  "proxy-tls-untrusted ca": "the lab's proxy does not send its CA along: the same commands are tried for tls-untrusted",
  "tls-untrusted url": "the lab's database is one of tls-incomplete-chain: cured on loopback",
  "client-bypasses-proxy iptables":
    "the lab's scenarios run the database driver alone; that the direct way, once open, is a warning is played on loopback",
  "snowflake-verification-off dotenv": "the lab's scenarios run the database driver alone: cured on loopback",
  "redis-not-redis url": "the lab's Redis has no TLS: cured on loopback",
};

/** `code kind` for everything that a machine can apply. */
export function applicable(): `${FindingCode} ${Applicable}`[] {
  return Object.entries(PRINTED).flatMap(([code, kinds]) =>
    typeof kinds === "string" ? [] : kinds.map((kind) => `${code as FindingCode} ${kind}` as const),
  );
}
