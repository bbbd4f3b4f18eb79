// An HTTP reply as it enters facts: no cookies, no credentials, everything redacted and shortened.

import type { IncomingMessage } from "node:http";
import type { HttpReply } from "./observation.ts";
import { condensed, decoded } from "./page.ts";

const BODY_CHARACTERS = 2048;
const VALUE_CHARACTERS = 1024;
const MOST_HEADERS = 100;

// The challenges (Proxy-Authenticate, WWW-Authenticate) hold no credentials and say what a proxy wants.
const SECRET_HEADER = /cookie|authorization|authentication-info|token|secret|api-?key|passw|credential|signature/;

/** What of an answer's head is read. */
export type ReplyHead = Pick<IncomingMessage, "statusCode" | "statusMessage" | "rawHeaders" | "headers">;

/** The head alone; `body` is null. */
export function headOf(message: ReplyHead, redact: (text: string) => string): HttpReply {
  const headers: HttpReply["headers"] = [];
  for (let at = 0; at + 1 < message.rawHeaders.length && headers.length < MOST_HEADERS; at += 2) {
    const name = (message.rawHeaders[at] ?? "").toLowerCase();
    if (SECRET_HEADER.test(name)) continue;
    headers.push([redact(name).slice(0, 100), redact(message.rawHeaders[at + 1] ?? "").slice(0, VALUE_CHARACTERS)]);
  }
  const statusText = redact(message.statusMessage ?? "").slice(0, 200);
  // RFC 9111 §5.1: an Age says that it comes from a cache, with the Date of the day when it was made.
  const fresh = message.headers.date !== undefined && message.headers.age === undefined;
  const received = fresh ? { receivedAt: new Date().toISOString() } : {};
  return { status: message.statusCode ?? 0, statusText, headers, body: null, bodyBytes: 0, ...received };
}

export function withBody(reply: HttpReply, body: Buffer, redact: (text: string) => string): HttpReply {
  if (body.length === 0) return reply;
  const text = redact(decoded(body, headerValues(reply, "content-type")[0] ?? ""));
  const whole = { ...reply, body: printable(text).slice(0, BODY_CHARACTERS), bodyBytes: body.length };
  const page = text.length > BODY_CHARACTERS ? condensed(text) : null;
  // Once more: a secret that tags had split is whole again without them.
  return page === null ? whole : { ...whole, page: printable(redact(page)) };
}

/** All values of a header, in the order received. */
export function headerValues(reply: HttpReply, name: string): string[] {
  return reply.headers.filter(([key]) => key === name).map(([, value]) => value);
}

function printable(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what it takes out
  return text.replace(/[\0-\x08\x0b\x0c\x0e-\x1f\x7f]/g, "\uFFFD");
}
