// What a PostgreSQL server says when it says no, and which failure that is.

import type { FailureCode } from "../observation.ts";
import { poolerFailure } from "./pooler.ts";
import { refusesUser } from "./refused-user.ts";

export interface ErrorResponse {
  /** Five characters, or null from a server that gives none. */
  sqlState: string | null;
  message: string;
}

/** Fields of one letter, each ended by NUL; C is the SQLSTATE, M the message. */
export function readErrorResponse(body: Buffer): ErrorResponse {
  const fields = new Map<string, string>();
  for (const field of body.toString("utf8").split("\0"))
    if (field !== "") fields.set(field.slice(0, 1), field.slice(1));
  const state = fields.get("C") ?? "";
  return { sqlState: /^[0-9A-Z]{5}$/.test(state) ? state : null, message: fields.get("M") ?? "" };
}

/**
 * The failure that an error means for this client, or null where it only refuses a user that was made up: the server was reached then.
 * The SQLSTATE decides where it can, for a server's messages are translated; PgBouncer's are not. Classes: 53 insufficient resources, 57 operator intervention.
 */
export function failureOfError(sqlState: string | null, userIsMadeUp: boolean, message: string): FailureCode | null {
  if (sqlState?.startsWith("53") || sqlState?.startsWith("57")) return "rejected";
  const pooler = poolerFailure(sqlState, message);
  if (pooler && (pooler.whoever || !userIsMadeUp)) return pooler.code;
  // With a made-up user "no pg_hba.conf entry" (28000) may concern that user alone, and so may a pooler's "no such database" (08P01).
  if (userIsMadeUp) return null;
  if (refusesUser(sqlState, message)) return "login-failed";
  return sqlState === "28P01" || sqlState === "3D000" ? "login-failed" : "rejected";
}

/**
 * A server's words for the report: credentials taken out by `redact`, and user, role and database names besides.
 * Hosts stay: which address pg_hba saw is the evidence.
 */
export function redactMessage(message: string, names: readonly string[], redact: (text: string) => string): string {
  const quoted = /(["“„«]\s?)([^"”“»]*?)(\s?["”“»])/g;
  const named = /\b(user|role|database)(\s+)(["“„«]\s?)([^"”“»]*)(["”“»])/gi;
  const unquoted = /^(no such (?:user|database): ).*/i;
  return redact(message)
    .replace(unquoted, "$1[redacted]")
    .replace(named, "$1$2$3[redacted]$5")
    .replace(quoted, (whole, open: string, name: string, close: string) =>
      names.includes(name) ? `${open}[redacted]${close}` : whole,
    );
}
