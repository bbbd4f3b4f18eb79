// The SQLSTATE that a PostgreSQL server refused a check with, and its words.

import type { ObservedCheck } from "./evidence.ts";
import { failedStep } from "./failed-step.ts";

/** Five characters, or null where the server gave none. */
export function sqlStateOf(observed: ObservedCheck): string | null {
  const record = failedStep(observed)?.record;
  if (record?.phase === "login") return record.facts.errorCode;
  return record?.phase === "exchange" && record.facts.protocol === "postgres" ? record.facts.sqlState : null;
}

/** As they are in the report: without names. Null where the server gave none. */
export function serverWordsOf(observed: ObservedCheck): string | null {
  const record = failedStep(observed)?.record;
  if (record?.phase === "login") return record.facts.message;
  return record?.phase === "exchange" && record.facts.protocol === "postgres" ? record.facts.message : null;
}
