// The answer of a proxy as it was heard in the library's process: its head (RFC 9112 §4 and §5), and the start of its body.

import type { ReplyHead } from "../reply.ts";
import type { Opened } from "./library-job.ts";

/** Null where no whole head came, or what came is no HTTP. */
export function replyIn({ reply }: Pick<Opened, "reply">): (ReplyHead & { body: Buffer }) | null {
  if (reply === null) return null;
  const bytes = Buffer.from(reply, "base64");
  const end = bytes.indexOf("\r\n\r\n");
  if (end < 0) return null;
  const [first = "", ...lines] = bytes.toString("latin1", 0, end).split("\r\n");
  const [, status, words = ""] = /^HTTP\/1\.\d (\d{3})(?: (.*))?$/.exec(first) ?? [];
  if (status === undefined) return null;
  const pairs = lines.flatMap((line): [string, string][] => {
    const colon = line.indexOf(":");
    return colon < 1 ? [] : [[line.slice(0, colon), line.slice(colon + 1).trim()]];
  });
  return {
    statusCode: Number(status),
    statusMessage: words,
    rawHeaders: pairs.flat(),
    headers: Object.fromEntries(pairs.map(([name, value]) => [name.toLowerCase(), value])),
    body: bytes.subarray(end + 4),
  };
}
