// What node-postgres says when it fails → the failure that our own probe would have named.

import { certificateFailure, lookupFailure, socketFailure } from "../failure.ts";
import type { Failure, FailureCode } from "../observation.ts";
import { failureOfError } from "../postgres/error-response.ts";
import type { DriverError } from "./postgres-job.ts";

// The driver gives these no code. Sentences of pg 8; one that changes ends in `client-failed`, with the words shown.
const SENTENCES: [sentence: RegExp, code: FailureCode][] = [
  [/^The server does not support SSL connections$/, "tls-refused"],
  [/^There was an error establishing an SSL connection$/, "not-postgres"],
  [/^Connection terminated unexpectedly$/, "closed"],
  [/client password must be a( non-empty)? string$/, "login-failed"],
  [/^timeout expired$/, "timed-out"],
];

/** OpenSSL's reasons (X509_V_ERR_…) and Node's own for a wrong name. */
const CERTIFICATE =
  /^(ERR_TLS_CERT_ALTNAME_INVALID|HOSTNAME_MISMATCH|SELF_SIGNED_CERT_IN_CHAIN|DEPTH_ZERO_SELF_SIGNED_CERT|UNABLE_TO_\w+|CERT_\w+|CRL_\w+|ERROR_IN_CERT_\w+|INVALID_(CA|PURPOSE)|PATH_LENGTH_EXCEEDED)$/;

/** `message`: the driver's words, redacted. */
export function failureOfDriver(error: DriverError, message: string): Failure {
  if (error.fromServer) {
    return {
      code: failureOfError(error.code, false, error.message) ?? "rejected",
      cause: `${error.code ?? "no SQLSTATE"}: ${message}`,
    };
  }
  const sentence = SENTENCES.find(([pattern]) => pattern.test(error.message));
  if (sentence) return { code: sentence[1], cause: message };
  if (error.code === null) return { code: "client-failed", cause: message };
  if (CERTIFICATE.test(error.code)) return certificateFailure(error.code, message, false);
  const thrown = Object.assign(new Error(message), { code: error.code, errno: error.errno ?? undefined });
  if (error.syscall === "getaddrinfo") return lookupFailure(thrown);
  const failure = socketFailure(thrown);
  return failure.code === "unclassified" ? { ...failure, code: "client-failed" } : failure;
}
