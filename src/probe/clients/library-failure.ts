// What a client library throws → the failure that our own probe would have named, where one can be told.

import { certificateCodeOf, certificateFailure, lookupFailure, socketFailure } from "../failure.ts";
import type { Failure } from "../observation.ts";
import type { LibraryError } from "./library-job.ts";

const NO_NAME = /Name resolution failed for target|getaddrinfo ENOTFOUND/;

/** The innermost error that names a cause of ours counts; the outermost words are what the operator would see. */
export function failureOfLibrary(errors: LibraryError[]): Failure {
  const cause = wordsOf(errors);
  for (const error of errors.toReversed()) {
    const code = certificateCodeOf(error);
    if (code) return certificateFailure(code, cause, false);
    if (error.code === null) continue;
    const thrown = Object.assign(new Error(error.message), { code: error.code, errno: error.errno ?? undefined });
    if (error.syscall === "getaddrinfo") return { ...lookupFailure(thrown), cause };
    const failure = socketFailure(thrown);
    if (failure.code !== "unclassified") return { ...failure, cause };
  }
  return { code: NO_NAME.test(cause) ? "name-not-found" : "client-failed", cause };
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
