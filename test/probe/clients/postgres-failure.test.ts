import { expect, test } from "vitest";
import { failureOfDriver } from "../../../src/probe/clients/postgres-failure.ts";
import type { DriverError } from "../../../src/probe/clients/postgres-job.ts";

const error = (given: Partial<DriverError>): DriverError => ({
  message: "words",
  code: null,
  errno: null,
  syscall: null,
  fromServer: false,
  ...given,
});

test.each<[string, Partial<DriverError>]>([
  ["login-failed", { fromServer: true, code: "28P01" }],
  ["login-failed", { fromServer: true, code: "3D000" }],
  ["rejected", { fromServer: true, code: "28000" }],
  ["rejected", { fromServer: true, code: "53300" }],
  ["rejected", { fromServer: true, code: "57P03" }],
  ["rejected", { fromServer: true, code: null }],
  ["name-not-found", { code: "ENOTFOUND", syscall: "getaddrinfo" }],
  ["resolver-failed", { code: "EAI_AGAIN", syscall: "getaddrinfo" }],
  ["refused", { code: "ECONNREFUSED", errno: -111 }],
  ["unreachable", { code: "ENETUNREACH", errno: -101 }],
  ["reset", { code: "ECONNRESET", errno: -104 }],
  ["closed", { code: "ECONNRESET" }],
  ["closed", { message: "Connection terminated unexpectedly" }],
  ["tls-refused", { message: "The server does not support SSL connections" }],
  ["not-postgres", { message: "There was an error establishing an SSL connection" }],
  ["login-failed", { message: "SASL: SCRAM-SERVER-FIRST-MESSAGE: client password must be a string" }],
  ["certificate-untrusted", { code: "SELF_SIGNED_CERT_IN_CHAIN" }],
  ["certificate-untrusted", { code: "DEPTH_ZERO_SELF_SIGNED_CERT" }],
  ["certificate-untrusted", { code: "UNABLE_TO_VERIFY_LEAF_SIGNATURE" }],
  ["certificate-name-mismatch", { code: "ERR_TLS_CERT_ALTNAME_INVALID" }],
  ["certificate-expired", { code: "CERT_HAS_EXPIRED" }],
  ["certificate-not-yet-valid", { code: "CERT_NOT_YET_VALID" }],
  ["client-failed", { message: "a sentence of a later version" }],
  ["client-failed", { code: "ERR_SOMETHING_NEW" }],
])("%s: %j", (code, given) => {
  expect(failureOfDriver(error(given), given.message ?? "words")).toMatchObject({ code });
});
