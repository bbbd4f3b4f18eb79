// Answers of PostgreSQL and Redis that are valid, nearly valid, or of another protocol.

import { authentication, errorResponse, message, SASL } from "../support/postgres-that.ts";
import { mutated } from "./mutation.ts";
import type { Random } from "./random.ts";

const STATES = ["28P01", "28000", "3D000", "53300", "57P03", "08P01", "", "28p01", "XXXXXX", "\u202e\x1b[2"];
const WORDS = [
  "no",
  'no pg_hba.conf entry for host "127.0.0.1", user "carto", database "maps"',
  "\x1b[2J\u202e\u009b",
  'user "',
  '"'.repeat(3000),
  'role "a" '.repeat(900),
  "“".repeat(900),
  "x".repeat(29_000),
];

export function postgresAnswer(random: Random): Buffer {
  if (random.chance(10)) return random.bytes(random.size(500));
  const pieces = Array.from({ length: random.between(1, 5) }, () => postgresMessage(random));
  const whole = Buffer.concat(pieces);
  return random.chance(40) ? mutated(whole, random) : whole;
}

function postgresMessage(random: Random): Buffer {
  switch (random.below(9)) {
    case 0:
      return SASL;
    case 1:
      return authentication(
        random.pick([0, 2, 3, 5, 7, 9, 10, 11, 12, -1, 2 ** 31 - 1]),
        random.bytes(random.size(30)),
      );
    case 2:
      return authentication(10, `${random.pick(["\x1b[2J", "a".repeat(2000), "SCRAM-SHA-1", "\0", "é"])}\0\0`);
    case 3:
      return errorResponse(random.pick(STATES), random.pick(WORDS));
    case 4:
      return message(random.pick(["v", "N", "S", "K", "Z", "T", "\0", "H"]), random.bytes(random.size(40)));
    case 5: {
      const lying = Buffer.from(SASL);
      lying.writeInt32BE(random.pick([0, 3, -1, 4, 5, 29_999, 30_001, 2 ** 31 - 1]), 1);
      return lying;
    }
    case 6:
      return message("N", "x".repeat(random.size(29_000)));
    case 7:
      return Buffer.from(
        random.pick(["HTTP/1.1 400 Bad Request\r\n\r\n", "SSH-2.0-x\r\n", "EFATAL: old\n\0", "+OK\r\n"]),
      );
    default:
      return Buffer.concat([authentication(0), message("S", "a\0b\0"), message("Z", "I")]);
  }
}

const LINES = [
  "+PONG",
  "+PONG",
  "-NOAUTH Authentication required.",
  "-WRONGPASS invalid username-password pair",
  "+OK",
  "+OK",
  "-ERR unknown command",
  "-LOADING Redis is loading",
  "-",
  "+",
  "-\x1b[2J",
  "-ERR \u202e",
  ":5",
  "$-1",
  "*0",
  "$5\r\nhello",
  "%2\r\n",
  "HTTP/1.1 400 Bad Request",
  `+${"x".repeat(5000)}`,
  "-ERR user carto password canary",
];

export function redisAnswer(random: Random): Buffer {
  if (random.chance(10)) return random.bytes(random.size(300));
  const ends = random.pick(["\r\n", "\r\n", "\r\n", "\r\n", "\n", "\r", ""]);
  const whole = Buffer.from(Array.from({ length: random.between(1, 5) }, () => random.pick(LINES) + ends).join(""));
  return random.chance(35) ? mutated(whole, random) : whole;
}
