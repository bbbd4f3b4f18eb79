// What PgBouncer says in its own words: it gives one SQLSTATE, 08P01, to all of them, and never translates them (1.18 measured).

import type { FailureCode } from "../observation.ts";

const WORDS: [words: RegExp, code: FailureCode, whoever: boolean][] = [
  [/^(password authentication failed|SASL authentication failed)/, "login-failed", false],
  [/^no such (user|database)/, "login-failed", false],
  // Refusals of the server behind it, which it passes on with its own SQLSTATE.
  [/^(database ".*" does not exist|role ".*" (does not exist|is not permitted to log in))$/s, "login-failed", false],
  // Of the pooler and the server behind it, whoever asks.
  [/^(no more connections allowed|SSL required)/, "rejected", true],
  [/^(query_wait_timeout|pgbouncer cannot connect to server|server login has been failing)/, "rejected", true],
  [/^(the database system is|pgbouncer is|database .*(is disabled|does not allow connections))/, "rejected", true],
];

/** Null where these are no words of a pooler's; `whoever`: they do not depend on the user. */
export function poolerFailure(
  sqlState: string | null,
  message: string,
): { code: FailureCode; whoever: boolean } | null {
  if (sqlState !== "08P01") return null;
  const found = WORDS.find(([words]) => words.test(message));
  return found ? { code: found[1], whoever: found[2] } : null;
}
