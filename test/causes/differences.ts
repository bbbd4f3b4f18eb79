// Where real clients honestly differ, curl or psql from the libraries that CARTO runs, or those among themselves. Each must really
// differ. The verdict follows CARTO's: a pass is one for all of them.

import type { FindingCode } from "../../src/diagnose/finding.ts";

const ONLY_200 = "curl takes any 2xx for an open tunnel (RFC 9110, section 9.3.6), the libraries 200 alone";
const NOT_LIBPQ = "psql (libpq) does not know this parameter or value";
const LIBPQ_TRUSTS = "psql (libpq) verifies no certificate with this sslmode, node-postgres does";

/** By the name of the scene. */
export const differences: Record<string, string> = {
  "proxy-url-invalid: no scheme": "curl takes a proxy without a scheme for an http:// one",
  "proxy-nonstandard-success: 201 Created": ONLY_200,
  "proxy-nonstandard-success: 204 No Content": ONLY_200,
  "proxy-not-http: the reply to CONNECT: line ends without a carriage return":
    "curl takes a bare line feed (RFC 9112, section 2.2), the libraries do not",
  "proxy-error: the reply to CONNECT: a head of 20 KiB": "undici takes 16 KiB of headers, curl and proxy-agent more",
  "unclassified: the origin's answer: a head of 20 KiB": "curl takes heads of up to 300 KiB, the libraries 16 KiB",
  "tls-protocol: an https origin that speaks HTTP/2 alone":
    "curl and undici 8 speak HTTP/2, Node's own https, which proxy-agent serves, does not",
  "tls-untrusted: PostgreSQL, sslmode=prefer, a private CA": LIBPQ_TRUSTS,
  "tls-untrusted: PostgreSQL, sslmode=require, a private CA": LIBPQ_TRUSTS,
  "tls-name-mismatch: PostgreSQL, sslmode=require, another name": LIBPQ_TRUSTS,
  "tls-name-mismatch: PostgreSQL, sslmode=verify-ca, another name":
    "psql (libpq) checks no name with verify-ca, node-postgres does",
  "nothing: PostgreSQL, sslmode=require&uselibpqcompat=true, another name": NOT_LIBPQ,
  "nothing: PostgreSQL, sslmode=no-verify, a private CA": NOT_LIBPQ,
};

/**
 * Where a way works and CARTO's library does not take it: the row is a pass for the way, and this finding of the configuration names
 * the row as endangered.
 */
export const foretold: Record<string, FindingCode> = {
  "nothing: gRPC by an https:// proxy": "proxy-grpc-https",
};
