// Breaks bytes that were whole: flips, cuts, doubles, swaps, and strews in what parsers trip over.

import type { Random } from "./random.ts";

const STREWN = [
  "\0",
  "\r\n",
  "\n",
  "\r",
  "\r\n\r\n",
  " ",
  "\t",
  ":",
  "\x1b[2J",
  "\x1b]0;owned\x07",
  "\u009b31m",
  "\u202e",
  "\u2066",
  "\ud83d",
  "\ufeff",
  "%00",
  "\xff\xfe",
  "HTTP/1.1 200 OK\r\n",
  "0\r\n\r\n",
  "__proto__",
].map((text) => Buffer.from(text, "utf8"));

/** @param most how many times, at most */
export function mutated(bytes: Buffer, random: Random, most = 4): Buffer {
  let result = Buffer.from(bytes);
  for (let times = random.between(1, most); times > 0; times--) result = once(result, random);
  return result.subarray(0, 400_000);
}

function once(bytes: Buffer<ArrayBuffer>, random: Random): Buffer<ArrayBuffer> {
  const at = random.below(bytes.length + 1);
  const length = Math.min(random.size(64), bytes.length - at);
  const [before, middle, after] = [bytes.subarray(0, at), bytes.subarray(at, at + length), bytes.subarray(at + length)];
  switch (random.below(7)) {
    case 0: {
      const flipped = Buffer.from(bytes);
      if (at < flipped.length) flipped[at] = (flipped[at] ?? 0) ^ (1 << random.below(8));
      return flipped;
    }
    case 1:
      return Buffer.concat([before, after]);
    case 2:
      return Buffer.concat([before, middle, middle, after]);
    case 3:
      return Buffer.concat([before, random.pick(STREWN), middle, after]);
    case 4:
      return Buffer.concat([before, random.bytes(random.size(32)), after]);
    case 5:
      return Buffer.from(before);
    default:
      return Buffer.concat([after, middle, before]);
  }
}
