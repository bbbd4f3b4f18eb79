// Whether a PostgreSQL server has shown itself: it answers SSLRequest with one letter, before TLS and everything else.

import type { ObservedCheck } from "./evidence.ts";
import { failedStep, stepOf } from "./failed-step.ts";
import { isPostgres } from "./service.ts";

const VAGUE = ["timed-out", "closed", "reset", "not-tls"];

/**
 * The check failed before anything that PostgreSQL would say was heard: an answer to SSLRequest, or one to the first
 * message where TLS is not asked for. A client library does not tell.
 */
export function isPostgresSilent(observed: ObservedCheck): boolean {
  const failed = failedStep(observed);
  if (!failed || !isPostgres(observed.check) || observed.check.kind !== "path") return false;
  if (!VAGUE.includes(failed.failure.code)) return false;
  if (failed.phase === "tls") return !["S", "N"].includes(stepOf(observed, "tls")?.facts.sslReply ?? "");
  return failed.phase === "exchange" && stepOf(observed, "tls") === null;
}
