// The only file that reads `err.code`: turns what Node.js and OpenSSL throw into a named failure, the raw cause beside it.

import type { Failure, FailureCode } from "./observation.ts";
import { isTls } from "./speech.ts";

const CODES: Record<string, FailureCode> = {
  ECONNREFUSED: "refused",
  ECONNRESET: "reset",
  ECONNABORTED: "reset",
  EPIPE: "reset",
  ETIMEDOUT: "timed-out",
  EHOSTUNREACH: "unreachable",
  EHOSTDOWN: "unreachable",
  ENETUNREACH: "unreachable",
  ENETDOWN: "unreachable",
  EADDRNOTAVAIL: "unreachable",
  EAFNOSUPPORT: "unreachable",
  EINVAL: "unreachable",
  EACCES: "not-permitted",
  EPERM: "not-permitted",
  ERR_STREAM_PREMATURE_CLOSE: "closed",
  HPE_HEADER_OVERFLOW: "head-too-large",
  HPE_INVALID_EOF_STATE: "closed",
  ERR_HTTP2_SESSION_ERROR: "closed",
  ERR_HTTP2_STREAM_CANCEL: "closed",
  ERR_HTTP2_STREAM_ERROR: "reset",
  ERR_HTTP2_ERROR: "not-http",
  UND_ERR_CONNECT_TIMEOUT: "timed-out",
};

// The alerts and local errors that mean: no version or cipher in common (RFC 8446 §6.2: handshake_failure, protocol_version,
// insufficient_security).
const NO_COMMON_VERSION =
  /ALERT_PROTOCOL_VERSION|ALERT_HANDSHAKE_FAILURE|ALERT_INSUFFICIENT_SECURITY|UNSUPPORTED_PROTOCOL|NO_SHARED_CIPHER|WRONG_SSL_VERSION|WRONG_VERSION_NUMBER|NO_PROTOCOLS_AVAILABLE|VERSION_TOO_LOW/;

/** OpenSSL's reasons (X509_V_ERR_…) and Node's own for a wrong name. */
const CERTIFICATE =
  /^(ERR_TLS_CERT_ALTNAME_INVALID|HOSTNAME_MISMATCH|SELF_SIGNED_CERT_IN_CHAIN|DEPTH_ZERO_SELF_SIGNED_CERT|UNABLE_TO_\w+|CERT_\w+|CRL_\w+|ERROR_IN_CERT_\w+|INVALID_(CA|PURPOSE)|PATH_LENGTH_EXCEEDED)$/;

/** Libraries that give no code have OpenSSL's sentence (X509_verify_cert_error_string) in their own. */
const SENTENCES: [RegExp, string][] = [
  [/self-signed certificate in certificate chain/i, "SELF_SIGNED_CERT_IN_CHAIN"],
  [/self-signed certificate/i, "DEPTH_ZERO_SELF_SIGNED_CERT"],
  [/unable to verify the first certificate/i, "UNABLE_TO_VERIFY_LEAF_SIGNATURE"],
  [/unable to get (local )?issuer certificate/i, "UNABLE_TO_GET_ISSUER_CERT_LOCALLY"],
  [/certificate has expired/i, "CERT_HAS_EXPIRED"],
  [/certificate is not yet valid/i, "CERT_NOT_YET_VALID"],
  [/does not match certificate's altnames/i, "ERR_TLS_CERT_ALTNAME_INVALID"],
];

/** The reason why a certificate was refused, of an error that crossed from another process; null where it is about something else. */
export function certificateCodeOf({ code, message }: { code: string | null; message: string }): string | null {
  if (code !== null && CERTIFICATE.test(code)) return code;
  return SENTENCES.find(([pattern]) => pattern.test(message))?.[1] ?? null;
}

/** Of getaddrinfo. EAI_AGAIN and the like say that the resolver failed, not that the name does not exist. */
export function lookupFailure(error: unknown): Failure {
  const code = codeOf(error);
  return {
    code: code === "ENOTFOUND" || code === "ENODATA" ? "name-not-found" : "resolver-failed",
    cause: causeOf(error),
  };
}

/** Of a TCP connection, while it is made or used, and of HTTP/1.1 and HTTP/2 on it. */
export function socketFailure(error: unknown): Failure {
  const cause = causeOf(error);
  const code = codeOf(error);
  // Node.js gives a connection that was closed in an orderly way the code of a reset, but no errno.
  if (code === "ECONNRESET" && !(error as NodeJS.ErrnoException).errno) return { code: "closed", cause };
  const known = CODES[code];
  if (known) return { code: known, cause };
  if (code.startsWith("HPE_")) return { code: "not-http", cause };
  if (code.startsWith("ERR_SSL_") || code === "EPROTO") return { code: "tls-error", cause };
  return { code: "unclassified", cause };
}

/**
 * Of a TLS handshake. `heard` is what the peer sent until then: it tells TLS from anything else, which OpenSSL's reasons do not.
 */
export function handshakeFailure(error: unknown, heard: Buffer): Failure {
  const reason = codeOf(error);
  const failure = socketFailure(error);
  if (heard.length > 0 && !isTls(heard)) return { code: "not-tls", cause: failure.cause };
  if (!reason.startsWith("ERR_SSL_") && reason !== "EPROTO") return failure;
  const text = `${reason} ${failure.cause.toUpperCase().replaceAll(" ", "_")}`;
  if (text.includes("NO_APPLICATION_PROTOCOL")) return { code: "http2-not-offered", cause: failure.cause };
  return { code: NO_COMMON_VERSION.test(text) ? "tls-version" : "tls-error", cause: failure.cause };
}

/**
 * Of a certificate that did not verify: OpenSSL's X509_V_ERR name or Node's own for a wrong name, as in `authorizationError`.
 * @param gap whether a missing issuer is the server's fault (see chain-gap.ts).
 */
export function certificateFailure(reason: string, words: string, gap: boolean): Failure {
  const cause = `${reason}: ${words}`;
  switch (reason) {
    case "ERR_TLS_CERT_ALTNAME_INVALID":
    case "HOSTNAME_MISMATCH":
      return { code: "certificate-name-mismatch", cause };
    case "CERT_HAS_EXPIRED":
      return { code: "certificate-expired", cause };
    case "CERT_NOT_YET_VALID":
      return { code: "certificate-not-yet-valid", cause };
    case "UNABLE_TO_VERIFY_LEAF_SIGNATURE":
    case "UNABLE_TO_GET_ISSUER_CERT":
    case "UNABLE_TO_GET_ISSUER_CERT_LOCALLY":
      return { code: gap ? "certificate-incomplete-chain" : "certificate-untrusted", cause };
    default:
      return { code: "certificate-untrusted", cause };
  }
}

/** What an orderly close is thrown as, where Node.js throws nothing: socketFailure calls it `closed`. */
export function closedByPeer(when: string): Error {
  return Object.assign(new Error(`closed by the peer ${when}`), { code: "ERR_STREAM_PREMATURE_CLOSE" });
}

/** What a head that does not end is thrown as, where Node's parser sees none that is too large. */
export function headTooLarge(limit: number): Error {
  return Object.assign(new Error(`no end of the answer's head within ${limit} bytes`), { code: "HPE_HEADER_OVERFLOW" });
}

/** The bytes that an HTTP parser stumbled over, or null. */
export function unparsedBytes(error: unknown): Buffer | null {
  const packet = (error as { rawPacket?: unknown } | null)?.rawPacket;
  return Buffer.isBuffer(packet) ? packet : null;
}

function codeOf(error: unknown): string {
  const code = (error as { code?: unknown } | null)?.code;
  return typeof code === "string" ? code : "";
}

/** One line; OpenSSL's own has thread ids and source paths around the words that matter. */
function causeOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const code = codeOf(error);
  const reason = (error as { reason?: unknown }).reason;
  const text = (typeof reason === "string" && reason ? reason : error.message).replace(/\s+/g, " ").trim();
  if (!code || code === "ERR_STREAM_PREMATURE_CLOSE" || text.includes(code)) return text;
  return `${code}: ${text}`;
}
