// Whether an answer holds the proof that a whitelist entry asks for: that the right server gave it.

import type { IncomingMessage } from "node:http";
import type { Expectation } from "../whitelist/domain.ts";

/** An empty part of the expectation asks for nothing. */
export function meets(expected: Expectation, message: IncomingMessage, body: Buffer): boolean {
  if (expected.status.length > 0 && !expected.status.includes(message.statusCode ?? 0)) return false;
  for (const [name, text] of Object.entries(expected.header)) {
    const value = message.headers[name.toLowerCase()];
    if (value === undefined || !String(value).toLowerCase().includes(text.toLowerCase())) return false;
  }
  return body.toString("utf8").includes(expected.body);
}
