// PostgreSQL's messages, version 3.0: those that a client opens with, and the framing of what a server answers.
// https://www.postgresql.org/docs/current/protocol-message-formats.html

import type { Incoming } from "../incoming.ts";

const SSL_REQUEST_CODE = 80_877_103;
const PROTOCOL_3_0 = 196_608;

// libpq's own limits before a login: errors may be long, everything else is short.
const LONGEST = 30_000;

export function sslRequest(): Buffer {
  const message = Buffer.alloc(8);
  message.writeInt32BE(8, 0);
  message.writeInt32BE(SSL_REQUEST_CODE, 4);
  return message;
}

/** Without a database the server takes the one of the user's name. */
export function startupMessage(user: string, database: string | null): Buffer {
  const parameters = ["user", user, ...(database === null ? [] : ["database", database])];
  const body = Buffer.from(`${parameters.join("\0")}\0\0`, "utf8");
  const head = Buffer.alloc(8);
  head.writeInt32BE(8 + body.length, 0);
  head.writeInt32BE(PROTOCOL_3_0, 4);
  return Buffer.concat([head, body]);
}

export function terminate(): Buffer {
  return Buffer.from([0x58, 0, 0, 0, 4]);
}

export interface ServerMessage {
  /** e.g. "R" for Authentication…, "E" for ErrorResponse. */
  type: string;
  body: Buffer;
}

/** The bytes that arrived are no message of this protocol. */
export class NotAMessage extends Error {}

/**
 * Takes the next message.
 * @returns null where the peer closes before a whole one.
 * @throws {NotAMessage} as soon as that is certain; `incoming.bytes` then still holds what arrived.
 */
export async function nextMessage(incoming: Incoming, types: string): Promise<ServerMessage | null> {
  if (!(await incoming.have(1))) return null;
  const type = String.fromCharCode(incoming.bytes[0] ?? 0);
  if (!types.includes(type)) throw new NotAMessage("the first byte names no message that could come here");
  // Text has printable characters where a length begins with two zero bytes: no need to wait for all four.
  for (const [place, limit] of [0, 0, LONGEST >> 8].entries()) {
    if (!(await incoming.have(place + 2))) return null;
    if ((incoming.bytes[place + 1] ?? 0) > limit) throw new NotAMessage("its length is no length");
  }
  if (!(await incoming.have(5))) return null;
  const length = incoming.bytes.readInt32BE(1);
  if (length < 4 || length > LONGEST) throw new NotAMessage("its length is no length");
  if (!(await incoming.have(1 + length))) return null;
  return { type, body: incoming.take(1 + length).subarray(5) };
}
