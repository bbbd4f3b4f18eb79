// What a pooler in front of the database (PgBouncer) says no with: it has one SQLSTATE for everything, so its words decide.

import type { ObservedCheck } from "./evidence.ts";
import { failedStep } from "./failed-step.ts";
import { sqlStateOf } from "./sql-state.ts";

export type PoolerSays = "no-database" | "full" | "no-server";

const WORDS: [RegExp, PoolerSays][] = [
  [/^no such database/, "no-database"],
  [/^no more connections allowed/, "full"],
  [/^(query_wait_timeout|pgbouncer cannot connect to server|server login has been failing)/, "no-server"],
];

export function poolerSays(observed: ObservedCheck): PoolerSays | null {
  if (sqlStateOf(observed) !== "08P01") return null;
  const record = failedStep(observed)?.record;
  const spoken = record?.phase === "login" || (record?.phase === "exchange" && record.facts.protocol === "postgres");
  const message = spoken && "message" in record.facts ? record.facts.message : null;
  return WORDS.find(([words]) => words.test(String(message)))?.[1] ?? null;
}
