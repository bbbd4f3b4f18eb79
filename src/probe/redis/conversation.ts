// Redis speaks in lines: a command as an array of strings (RESP), an answer of one line.
// https://redis.io/docs/latest/develop/reference/protocol-spec/

import type { Incoming } from "../incoming.ts";

const LONGEST_LINE = 4096;

export function command(...words: string[]): Buffer {
  const strings = words.map((word) => `$${Buffer.byteLength(word)}\r\n${word}\r\n`);
  return Buffer.from(`*${words.length}\r\n${strings.join("")}`, "utf8");
}

/** The bytes that arrived are no answer of this protocol. */
export class NotAReply extends Error {}

/**
 * Takes one simple string or error, e.g. "+PONG" or "-NOAUTH Authentication required.".
 * @returns null where the peer closes before a whole line.
 * @throws {NotAReply} as soon as that is certain; `incoming.bytes` then still holds what arrived.
 */
export async function nextReply(incoming: Incoming): Promise<string | null> {
  if (!(await incoming.have(1))) return null;
  for (;;) {
    const end = incoming.bytes.indexOf("\r\n");
    const line = incoming.bytes.subarray(0, end === -1 ? undefined : end).toString("utf8");
    if (!/^[+-]/.test(line) || line.length > LONGEST_LINE) throw new NotAReply("no line of RESP");
    if (end !== -1) {
      incoming.take(end + 2);
      return line;
    }
    if (!(await incoming.more())) return null;
  }
}

/** "+PONG", or an error of any kind: its first word is in capitals. POP3 and others that begin lines with "+" say "+OK". */
export function answersPing(reply: string): boolean {
  return /^\+PONG\b/i.test(reply) || /^-[A-Z]+\b/.test(reply);
}

/** The first word of an error, e.g. "WRONGPASS"; null for anything else. */
export function errorWord(reply: string): string | null {
  return /^-([A-Z]+)\b/.exec(reply)?.[1] ?? null;
}
