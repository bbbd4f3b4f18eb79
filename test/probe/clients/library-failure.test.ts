import { expect, test } from "vitest";
import { failureOfLibrary } from "../../../src/probe/clients/library-failure.ts";
import type { LibraryError } from "../../../src/probe/clients/library-job.ts";
import type { FailureCode } from "../../../src/probe/observation.ts";

const error = (message: string, code: string | null = null, syscall: string | null = null): LibraryError => ({
  message,
  code,
  errno: code !== null && /^E[A-Z]+$/.test(code) && code !== "ECLOSED" ? -1 : null,
  syscall,
});

// As the libraries threw them (facts: undici 8, proxy-agent 8, gaxios 8, snowflake-sdk 3.3, grpc-js 1.14).
test.each<[FailureCode, LibraryError[]]>([
  ["name-not-found", [error("fetch failed"), error("getaddrinfo ENOTFOUND x", "ENOTFOUND", "getaddrinfo")]],
  ["resolver-failed", [error("getaddrinfo EAI_AGAIN x", "EAI_AGAIN", "getaddrinfo")]],
  ["refused", [error("fetch failed"), error("connect ECONNREFUSED 10.0.0.1:3128", "ECONNREFUSED", "connect")]],
  ["reset", [error("request to https://x failed", "ECONNRESET"), error("read ECONNRESET", "ECONNRESET", "read")]],
  ["certificate-untrusted", [error("fetch failed"), error("self-signed certificate", "DEPTH_ZERO_SELF_SIGNED_CERT")]],
  ["certificate-expired", [error("certificate has expired", "CERT_HAS_EXPIRED")]],
  [
    "certificate-name-mismatch",
    [
      error("Secure Proxy Connection failed", "UND_ERR_PRX_TLS"),
      error("Hostname/IP does not match certificate's altnames", "ERR_TLS_CERT_ALTNAME_INVALID"),
    ],
  ],
  [
    "certificate-untrusted",
    [
      error(
        "No connection established. Last error: Error: self-signed certificate in certificate chain.",
        "GRPC_UNAVAILABLE",
      ),
    ],
  ],
  ["name-not-found", [error("Name resolution failed for target dns:x:443", "GRPC_UNAVAILABLE")]],
  ["client-failed", [error("Network error. Could not reach Snowflake.", "401001"), error("undefined")]],
  ["client-failed", [error("")]],
  ["client-failed", []],
])("%s", (code, errors) => {
  expect(failureOfLibrary(errors)).toMatchObject({ code });
});

test("each sentence once, outermost first, a code where the sentence lacks it", () => {
  const errors = [
    error("request to https://x failed, reason: socket hang up", "ECONNRESET"),
    error("socket hang up", "ECONNRESET"),
    error("other side closed", "UND_ERR_SOCKET"),
  ];
  expect(failureOfLibrary(errors).cause).toBe(
    "ECONNRESET: request to https://x failed, reason: socket hang up <- UND_ERR_SOCKET: other side closed",
  );
});
