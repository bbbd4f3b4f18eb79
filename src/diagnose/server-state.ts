// What a PostgreSQL that takes no connections just now says of itself: one SQLSTATE (57P03) for all of it, so its words decide.

import type { ObservedCheck } from "./evidence.ts";
import { serverWordsOf } from "./sql-state.ts";

export type ServerState = "starting" | "stopping" | "recovering" | "standby-not-ready" | "standby-closed";

/** Of PostgreSQL 15 and 18. Up to 13 a standby says that it is starting up, ready or not. */
const WORDS: [words: string, state: ServerState][] = [
  ["the database system is starting up", "starting"],
  ["the database system is shutting down", "stopping"],
  ["the database system is in recovery mode", "recovering"],
  ["the database system is not yet accepting connections", "standby-not-ready"],
  ["the database system is not accepting connections", "standby-closed"],
];

/** Null where it says nothing of the kind, or says it in another language. A pooler repeats it with a SQLSTATE of its own. */
export function serverState(observed: ObservedCheck): ServerState | null {
  const said = serverWordsOf(observed) ?? "";
  return WORDS.find(([words]) => said.startsWith(words))?.[1] ?? null;
}
