// The network rules in order of precedence: the outermost hop first, `unclassified` last. The order is the graph of causes.

import type { FindingCode } from "../finding.ts";
import type { NetworkRule } from "../rule.ts";
import { addressPartlyDead } from "./address-partly-dead.ts";
import { blockPage } from "./block-page.ts";
import { bypassNotTaken } from "./bypass-not-taken.ts";
import { bypassOnlyByProxy } from "./bypass-only-by-proxy.ts";
import { captivePortal } from "./captive-portal.ts";
import { clientBypassesProxy } from "./client-bypasses-proxy.ts";
import { clientDisagrees } from "./client-disagrees.ts";
import { clockSkew } from "./clock-skew.ts";
import { directBlocked } from "./direct-blocked.ts";
import { directRefused } from "./direct-refused.ts";
import { egressLeak } from "./egress-leak.ts";
import { http2NotOffered } from "./http2-not-offered.ts";
import { idleStreamCut } from "./idle-stream-cut.ts";
import { longHeadBlocked } from "./long-head-blocked.ts";
import { nameNotResolved } from "./name-not-resolved.ts";
import { originError } from "./origin-error.ts";
import { originNoAnswer } from "./origin-no-answer.ts";
import { originNotRecognised } from "./origin-not-recognised.ts";
import { postgresLoginFailed } from "./postgres-login-failed.ts";
import { postgresNotPostgres } from "./postgres-not-postgres.ts";
import { postgresRejected } from "./postgres-rejected.ts";
import { postgresTlsRefused } from "./postgres-tls-refused.ts";
import { proxyAuthRequired } from "./proxy-auth-required.ts";
import { proxyClosedTunnel } from "./proxy-closed-tunnel.ts";
import { proxyDenied } from "./proxy-denied.ts";
import { proxyDnsFailure } from "./proxy-dns-failure.ts";
import { proxyError } from "./proxy-error.ts";
import { proxyNameNotResolved } from "./proxy-name-not-resolved.ts";
import { proxyNoAnswer } from "./proxy-no-answer.ts";
import { proxyNodeBad } from "./proxy-node-bad.ts";
import { proxyNonstandardSuccess } from "./proxy-nonstandard-success.ts";
import { proxyNotHttp } from "./proxy-not-http.ts";
import { proxyPortDenied } from "./proxy-port-denied.ts";
import { proxyRateLimited } from "./proxy-rate-limited.ts";
import { proxyRefused } from "./proxy-refused.ts";
import { proxySchemeMismatch } from "./proxy-scheme-mismatch.ts";
import { proxyTlsExpired } from "./proxy-tls-expired.ts";
import { proxyTlsFailed } from "./proxy-tls-failed.ts";
import { proxyTlsNameMismatch } from "./proxy-tls-name-mismatch.ts";
import { proxyTlsUntrusted } from "./proxy-tls-untrusted.ts";
import { proxyUnreachable } from "./proxy-unreachable.ts";
import { proxyUpstreamUnreachable } from "./proxy-upstream-unreachable.ts";
import { redisLoginFailed } from "./redis-login-failed.ts";
import { redisNotRedis } from "./redis-not-redis.ts";
import { requestBodyBlocked } from "./request-body-blocked.ts";
import { slowPath } from "./slow-path.ts";
import { snowflakeVerificationOff } from "./snowflake-verification-off.ts";
import { tlsExpired } from "./tls-expired.ts";
import { tlsIncompleteChain } from "./tls-incomplete-chain.ts";
import { tlsIntercepted } from "./tls-intercepted.ts";
import { tlsInterceptedTrusted } from "./tls-intercepted-trusted.ts";
import { tlsNameMismatch } from "./tls-name-mismatch.ts";
import { tlsProtocol } from "./tls-protocol.ts";
import { tlsReset } from "./tls-reset.ts";
import { tlsSilent } from "./tls-silent.ts";
import { tlsUntrusted } from "./tls-untrusted.ts";
import { tunnelLimit } from "./tunnel-limit.ts";
import { tunnelReset } from "./tunnel-reset.ts";
import { tunnelSilent } from "./tunnel-silent.ts";
import { unclassified } from "./unclassified.ts";
import { uploadCut } from "./upload-cut.ts";
import { warehouseLoginFailed } from "./warehouse-login-failed.ts";
import { websocketBlocked } from "./websocket-blocked.ts";

export const networkRules: NetworkRule[] = [
  // First of all, since a library that went direct has met no proxy: what it failed on says nothing of one.
  clientBypassesProxy,
  proxyNameNotResolved,
  proxyUnreachable,
  proxyRefused,
  proxyNodeBad,
  proxySchemeMismatch,
  proxyNotHttp,
  proxyTlsUntrusted,
  proxyTlsNameMismatch,
  proxyTlsExpired,
  proxyTlsFailed,
  proxyAuthRequired,
  proxyPortDenied,
  proxyDenied,
  proxyDnsFailure,
  proxyUpstreamUnreachable,
  captivePortal,
  proxyRateLimited,
  proxyClosedTunnel,
  proxyNoAnswer,
  proxyError,
  proxyNonstandardSuccess,
  tunnelReset,
  tunnelSilent,
  clockSkew,
  tlsIntercepted,
  tlsInterceptedTrusted,
  tlsIncompleteChain,
  tlsNameMismatch,
  tlsExpired,
  tlsUntrusted,
  tlsProtocol,
  tlsReset,
  tlsSilent,
  blockPage,
  http2NotOffered,
  originNotRecognised,
  originError,
  originNoAnswer,
  requestBodyBlocked,
  uploadCut,
  websocketBlocked,
  longHeadBlocked,
  idleStreamCut,
  tunnelLimit,
  slowPath,
  addressPartlyDead,
  nameNotResolved,
  bypassNotTaken,
  bypassOnlyByProxy,
  directBlocked,
  directRefused,
  postgresNotPostgres,
  postgresTlsRefused,
  postgresRejected,
  postgresLoginFailed,
  redisNotRedis,
  redisLoginFailed,
  warehouseLoginFailed,
  egressLeak,
  snowflakeVerificationOff,
  clientDisagrees,
  unclassified,
];

/** Whether a check that failed, and is claimed by this code, breaks nothing. */
export function excuses(code: FindingCode): boolean {
  return networkRules.some((rule) => rule.code === code && rule.excuses);
}
