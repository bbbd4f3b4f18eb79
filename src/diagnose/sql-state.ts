// The SQLSTATE that a PostgreSQL server refused a check with.

import type { ObservedCheck } from "./evidence.ts";
import { failedStep } from "./failed-step.ts";

/** Five characters, or null where the server gave none. */
export function sqlStateOf(observed: ObservedCheck): string | null {
  const record = failedStep(observed)?.record;
  if (record?.phase === "login") return record.facts.errorCode;
  return record?.phase === "exchange" && record.facts.protocol === "postgres" ? record.facts.sqlState : null;
}
