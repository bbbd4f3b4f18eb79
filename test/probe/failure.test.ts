import { describe, expect, test } from "vitest";
import {
  certificateFailure,
  closedByPeer,
  handshakeFailure,
  lookupFailure,
  socketFailure,
} from "../../src/probe/failure.ts";
import type { FailureCode } from "../../src/probe/observation.ts";

const thrown = (code: string, message: string, rest: object = {}) =>
  Object.assign(new Error(message), { code, ...rest });

test.each<[string, FailureCode, object]>([
  ["ECONNREFUSED", "refused", { errno: -111 }],
  ["ECONNRESET", "reset", { errno: -104 }],
  ["ECONNRESET", "closed", {}],
  ["EPIPE", "reset", { errno: -32 }],
  ["ETIMEDOUT", "timed-out", { errno: -110 }],
  ["EHOSTUNREACH", "unreachable", { errno: -113 }],
  ["ENETUNREACH", "unreachable", { errno: -101 }],
  ["EACCES", "not-permitted", { errno: -13 }],
  ["EPERM", "not-permitted", { errno: -1 }],
  ["HPE_HEADER_OVERFLOW", "head-too-large", {}],
  ["HPE_INVALID_CONSTANT", "not-http", {}],
  ["HPE_INVALID_VERSION", "not-http", {}],
  ["ERR_SSL_SSLV3_ALERT_BAD_RECORD_MAC", "tls-error", {}],
  ["EMFILE", "unclassified", {}],
])("%s is %s", (code, expected, rest) => {
  expect(socketFailure(thrown(code, "words", rest))).toEqual({ code: expected, cause: `${code}: words` });
});

test("a close that Node.js throws nothing for", () => {
  const cause = "closed by the peer before an answer";
  expect(socketFailure(closedByPeer("before an answer"))).toEqual({ code: "closed", cause });
});

test("what is no error at all", () => {
  expect(socketFailure("thrown text")).toEqual({ code: "unclassified", cause: "thrown text" });
  expect(socketFailure(null)).toEqual({ code: "unclassified", cause: "null" });
});

test.each([
  ["ENOTFOUND", "name-not-found"],
  ["ENODATA", "name-not-found"],
  ["EAI_AGAIN", "resolver-failed"],
  ["EAI_MEMORY", "resolver-failed"],
])("look-up: %s is %s", (code, expected) => {
  expect(lookupFailure(thrown(code, `getaddrinfo ${code} x`)).code).toBe(expected);
});

describe("of a handshake", () => {
  const TLS = Buffer.from([21, 3, 1, 0, 2, 2, 70]);
  test.each<[string, string, Buffer, FailureCode]>([
    ["ERR_SSL_WRONG_VERSION_NUMBER", "wrong version number", Buffer.from("HTTP/1.1 400"), "not-tls"],
    ["ERR_SSL_PACKET_LENGTH_TOO_LONG", "packet length too long", Buffer.from("220 ftp"), "not-tls"],
    ["ERR_SSL_TLSV1_ALERT_PROTOCOL_VERSION", "tlsv1 alert protocol version", TLS, "tls-version"],
    ["ERR_SSL_SSLV3_ALERT_HANDSHAKE_FAILURE", "ssl/tls alert handshake failure", TLS, "tls-version"],
    ["ERR_SSL_SSL/TLS_ALERT_HANDSHAKE_FAILURE", "ssl/tls alert handshake failure", TLS, "tls-version"],
    ["ERR_SSL_UNSUPPORTED_PROTOCOL", "unsupported protocol", TLS, "tls-version"],
    ["ERR_SSL_TLSV1_UNRECOGNIZED_NAME", "tlsv1 unrecognized name", TLS, "tls-error"],
    ["ERR_SSL_TLSV1_ALERT_NO_APPLICATION_PROTOCOL", "tlsv1 alert no application protocol", TLS, "http2-not-offered"],
    ["EPROTO", "write EPROTO error:0A00010B:SSL routines::tlsv1 alert protocol version", TLS, "tls-version"],
  ])("%s", (code, words, heard, expected) => {
    expect(handshakeFailure(thrown(code, words), heard).code).toBe(expected);
  });

  test("a close or a reset is one, whatever TLS calls it", () => {
    expect(handshakeFailure(thrown("ECONNRESET", "read ECONNRESET", { errno: -104 }), Buffer.alloc(0)).code).toBe(
      "reset",
    );
    expect(handshakeFailure(thrown("ECONNRESET", "disconnected before"), Buffer.alloc(0)).code).toBe("closed");
    expect(handshakeFailure(thrown("ECONNRESET", "disconnected before"), Buffer.from("SSH-2")).code).toBe("not-tls");
  });
});

test.each<[string, boolean, FailureCode]>([
  ["ERR_TLS_CERT_ALTNAME_INVALID", false, "certificate-name-mismatch"],
  ["CERT_HAS_EXPIRED", false, "certificate-expired"],
  ["CERT_NOT_YET_VALID", false, "certificate-not-yet-valid"],
  ["UNABLE_TO_VERIFY_LEAF_SIGNATURE", true, "certificate-incomplete-chain"],
  ["UNABLE_TO_VERIFY_LEAF_SIGNATURE", false, "certificate-untrusted"],
  ["UNABLE_TO_GET_ISSUER_CERT_LOCALLY", true, "certificate-incomplete-chain"],
  ["SELF_SIGNED_CERT_IN_CHAIN", true, "certificate-untrusted"],
  ["DEPTH_ZERO_SELF_SIGNED_CERT", false, "certificate-untrusted"],
  ["CERT_REVOKED", false, "certificate-untrusted"],
])("%s, gap %s: %s", (reason, gap, expected) => {
  expect(certificateFailure(reason, "words", gap)).toEqual({ code: expected, cause: `${reason}: words` });
});
