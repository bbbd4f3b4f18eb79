// How long a reply asks to wait before the next try (RFC 9110 §10.2.3): seconds, or a date.

import type { HttpReply } from "./observation.ts";
import { headerValues } from "./reply.ts";

const DEFAULT_MS = 1000;
const MOST_MS = 5000;

/** Milliseconds, five seconds at most; one second where the reply says nothing that can be read. */
export function retryAfter(reply: HttpReply): number {
  const value = headerValues(reply, "retry-after")[0]?.trim() ?? "";
  const asked = /^\d+$/.test(value) ? Number(value) * 1000 : Date.parse(value) - dateOf(reply);
  return Number.isNaN(asked) ? DEFAULT_MS : Math.min(Math.max(asked, 0), MOST_MS);
}

/** The sender's own clock counts where it is told: this machine's may be wrong. */
function dateOf(reply: HttpReply): number {
  const date = Date.parse(headerValues(reply, "date")[0] ?? "");
  return Number.isNaN(date) ? Date.now() : date;
}
