// Frames of HTTP/2 that are valid, nearly valid, or noise: what a server says inside a connection where ALPN chose h2.

import { mutated } from "./mutation.ts";
import type { Random } from "./random.ts";

/** RFC 9113 §4.1: length of three bytes, type, flags, stream. */
export function frame(type: number, flags: number, stream: number, body: Buffer): Buffer {
  const head = Buffer.alloc(9);
  head.writeUIntBE(body.length, 0, 3);
  head[3] = type;
  head[4] = flags;
  head.writeUInt32BE(stream, 5);
  return Buffer.concat([head, body]);
}

/** RFC 7541 §6.2.2: a literal header without indexing. */
function literal(name: string, value: Buffer): Buffer {
  return Buffer.concat([Buffer.from([0, name.length]), Buffer.from(name), Buffer.from([value.length]), value]);
}

/** `:status 200` of HPACK's static table (RFC 7541, appendix A). */
export const STATUS_200 = Buffer.from([0x88]);
export const SETTINGS = frame(4, 0, 0, Buffer.alloc(0));

function headers(random: Random): Buffer {
  const status = random.chance(70)
    ? Buffer.from([random.pick([0x88, 0x8d, 0x8e])])
    : literal(":status", statusOf(random));
  const more = Array.from({ length: random.size(6) }, () =>
    literal(
      random.pick(["content-type", "grpc-status", "grpc-message", "x-odd", "X-Upper", ":path", "te", "__proto__"]),
      random.chance(60)
        ? Buffer.from(random.pick(["application/grpc", "12", "-1", "99999999999", "\x1b[2J\u202e"]))
        : random.bytes(20),
    ),
  );
  return Buffer.concat([status, ...more]);
}

function statusOf(random: Random): Buffer {
  return Buffer.from(random.pick(["200", "100", "103", "404", "500", "999", "000", "abc", "", "20"]));
}

function oneFrame(random: Random): Buffer {
  const stream = random.pick([1, 1, 1, 1, 0, 2, 3, 2 ** 31 - 1]);
  switch (random.below(9)) {
    case 0:
    case 1:
    case 2:
      return frame(1, random.pick([4, 5, 4, 5, 0, 0xff]), stream, headers(random));
    case 3:
      return frame(0, random.pick([0, 1, 8]), stream, random.bytes(random.size(17_000)));
    case 4:
      return frame(3, 0, stream, Buffer.from([0, 0, 0, random.below(16)]));
    case 5:
      return frame(4, random.pick([0, 1]), 0, random.bytes(random.pick([0, 6, 12, 5])));
    case 6:
      return frame(
        7,
        0,
        0,
        Buffer.concat([Buffer.from([0, 0, 0, 0, 0, 0, 0, random.below(16)]), random.bytes(random.size(50))]),
      );
    case 7:
      return frame(
        random.pick([6, 8, 9, 5, 10, 200]),
        random.pick([0, 1, 4]),
        stream,
        random.bytes(random.pick([4, 8, 8, 30])),
      );
    default:
      return frame(6, 0, 0, Buffer.alloc(8));
  }
}

export function http2Answer(random: Random): Buffer {
  if (random.chance(8)) return random.bytes(random.size(500));
  const frames = [random.chance(90) ? SETTINGS : Buffer.alloc(0)];
  for (let left = random.between(1, 8); left > 0; left--) frames.push(oneFrame(random));
  const whole = Buffer.concat(frames);
  return random.chance(30) ? mutated(whole, random) : whole;
}
