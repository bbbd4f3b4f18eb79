// What a client library throws → the failure that our own probe would have named, where one can be told.

import { certificateFailure, isCertificateCode, lookupFailure, socketFailure } from "../failure.ts";
import type { Failure } from "../observation.ts";
import type { LibraryError } from "./library-job.ts";

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

const NO_NAME = /Name resolution failed for target|getaddrinfo ENOTFOUND/;

/** The innermost error that names a cause of ours counts; the outermost words are what the operator would see. */
export function failureOfLibrary(errors: LibraryError[]): Failure {
  const cause = wordsOf(errors);
  for (const error of errors.toReversed()) {
    const code = isCertificateCode(error.code ?? "") ? error.code : sentenceOf(error.message);
    if (code) return certificateFailure(code, cause, false);
    if (error.code === null) continue;
    const thrown = Object.assign(new Error(error.message), { code: error.code, errno: error.errno ?? undefined });
    if (error.syscall === "getaddrinfo") return { ...lookupFailure(thrown), cause };
    const failure = socketFailure(thrown);
    if (failure.code !== "unclassified") return { ...failure, cause };
  }
  return { code: NO_NAME.test(cause) ? "name-not-found" : "client-failed", cause };
}

function sentenceOf(message: string): string | null {
  return SENTENCES.find(([pattern]) => pattern.test(message))?.[1] ?? null;
}

/** Each sentence once: libraries wrap an error in one that repeats it. */
function wordsOf(errors: LibraryError[]): string {
  const words: string[] = [];
  for (const { code, message } of errors) {
    const text = code !== null && !message.includes(code) ? `${code}: ${message}` : message;
    if (text !== "" && !words.some((said) => said.includes(message))) words.push(text);
  }
  return words.join(" <- ") || "the library gave no reason";
}
