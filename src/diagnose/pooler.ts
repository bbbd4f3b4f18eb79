// What a pooler in front of the database (PgBouncer) says no with: it has one SQLSTATE for everything, so its words decide.

import type { ObservedCheck } from "./evidence.ts";
import { serverWordsOf, sqlStateOf } from "./sql-state.ts";

export type PoolerSays = "no-database" | "full" | "no-server" | "no-tls";

const WORDS: [RegExp, PoolerSays][] = [
  // Its own words, and those that it passes on of the server behind it.
  [/^(no such database|database ".*" does not exist$)/s, "no-database"],
  [/^SSL required/, "no-tls"],
  [/^no more connections allowed/, "full"],
  [/^(query_wait_timeout|pgbouncer cannot connect to server|server login has been failing)/, "no-server"],
];

export function poolerSays(observed: ObservedCheck): PoolerSays | null {
  if (sqlStateOf(observed) !== "08P01") return null;
  const said = serverWordsOf(observed) ?? "";
  return WORDS.find(([words]) => words.test(said))?.[1] ?? null;
}
