// Answers in HTTP/1.1 that are valid, nearly valid, or built to trip a reader.

import { gzipSync } from "node:zlib";
import { mutated } from "./mutation.ts";
import type { Random } from "./random.ts";

const CODES =
  "100 101 102 103 199 200 200 200 200 201 204 205 206 299 300 301 302 302 303 304 307 308 400 401 403 403 404 405 407 407 418 429 451 500 501 502 503 504 511 599 600 700 999 000".split(
    " ",
  );
const VERSIONS = ["0.9", "2.0", "3", "1", "11", "1.1.1", "-1.1"];
const REASONS = [
  "OK",
  "Connection established",
  "Forbidden",
  "Unable to connect",
  "",
  " ",
  "\u009b31m\u202e",
  "\u202eKO",
  "Grüße",
  "x".repeat(3000),
];
const ODD_STARTS = [
  "HTTP/1.1 200 a\0b",
  "HTTP/1.1 403 \x1b[2J",
  "ICY 200 OK",
  "HTTP/1.1 20",
  "HTTP/1.1 2000 OK",
  "HTTP/1.1 -20 OK",
  "HTTP/1.1  200 OK",
  "HTTP/1.1\t200 OK",
  "http/1.1 200 ok",
  "HTTP 200",
  "\r\n\r\nHTTP/1.1 200 OK",
  "GET / HTTP/1.1",
  "PRI * HTTP/2.0\r\n\r\nSM",
  "<html><body>no head at all</body></html>",
  "SSH-2.0-OpenSSH_9.2",
  "220 mail ESMTP",
  "RTSP/1.0 200 OK",
];
const PLACES = [
  "/",
  "//evil.test/",
  "https://login.corp.test/login?url=x",
  "http://10.0.0.1/blocked.html",
  "http://[::1",
  "http://[fe80::1%25eth0]/",
  "javascript:alert(1)",
  "data:text/html,x",
  "https://user:pass@host.test/",
  "http://\u202e.test/",
  "http://xn--/",
  "%%%",
  "/\u202e\u009b",
  "?",
  `https://a.test/${"a".repeat(5000)}`,
  "http://host.test:99999/",
  "\\\\host\\share",
];
const CHARSETS = [
  "utf-8",
  "utf-16",
  "utf-16le",
  "utf-7",
  "shift_jis",
  "iso-2022-jp",
  "gb18030",
  "x-user-defined",
  "replacement",
  "nonsense",
  "'\"",
  "a".repeat(300),
];

type Header = (random: Random) => string;

const number: Header = (random) =>
  random.pick(["0", "1", "2", "10", "65536", "-1", "-0", "+5", "0x10", "1e3", "1.5", " 7 ", "7, 7", "7,8", "", "NaN"]) +
  (random.chance(5) ? "9".repeat(random.between(10, 60)) : "");

/** What a parser takes, and a reader may still trip over. */
const HEADERS: Header[] = [
  (random) => `Content-Length: ${random.pick(["0", "1", "10", "65536", "999999999"])}`,
  () => "Transfer-Encoding: chunked",
  (random) => `Connection: ${random.pick(["close", "keep-alive", "Upgrade", "upgrade, close"])}`,
  (random) => `Upgrade: ${random.pick(["h2c", "websocket", "TLS/1.2", ""])}`,
  (random) =>
    `Proxy-Status: ${random.pick(["gate; error=http_request_denied", 'gate; error="dns_error"', "gate; error=connection_timeout", "; error=", "gate; error=made_up", "gate;error=constructor"])}`,
  (random) => `Via: ${random.pick(["1.1 gate (squid/5.7)", "1.1 google", "\u009b31m", "HTTP/1.1 ".repeat(200)])}`,
  (random) =>
    `Server: ${random.pick(["squid/5.7", "nginx", "Zscaler/6.2", "tinyproxy/1.11", "ATS", "\u202esquid", "x".repeat(2000)])}`,
  (random) =>
    `X-Squid-Error: ${random.pick(["ERR_ACCESS_DENIED 0", "ERR_DNS_FAIL 0", "ERR_CANNOT_FORWARD 0", "302 Found", "constructor 0", "__proto__", " ", "ERR_"])}`,
  (random) => `Location: ${random.pick(PLACES)}`,
  (random) =>
    `Proxy-Authenticate: ${random.pick(["Basic", 'Negotiate, Basic realm="a, b"', 'Digest realm="', '"\\"\\"\\', ",,,,", "=", "NTLM ".repeat(300), `"${"\\".repeat(2000)}`])}`,
  (random) =>
    `Retry-After: ${random.chance(96) ? "0" : random.pick(["-5", "1", "Thu, 01 Jan 1970 00:00:00 GMT", "x"])}`,
  (random) =>
    `Date: ${random.pick([new Date(1_795_000_000_000).toUTCString(), "Thu, 01 Jan 1970 00:00:00 GMT", "Sat, 13 Sep 275760 00:00:00 GMT", "-1", "tomorrow", "Mon, 99 Xxx 9999 99:99:99 GMT"])}`,
  () => "Age: 5",
  (random) => `Set-Cookie: session=${"s".repeat(random.size(200))}`,
  (random) => `Content-Type: text/html; charset=${random.pick(CHARSETS)}`,
  (random) => `Content-Type: ${random.pick(["text/html", "application/octet-stream", "multipart/x", ";;;", "\xff"])}`,
  (random) => `Content-Encoding: ${random.pick(["gzip", "br", "gzip, gzip, gzip"])}`,
];

/** What a strict parser does not take. */
const BROKEN: Header[] = [
  (random) => `Content-Length: ${number(random)}`,
  (random) =>
    `Transfer-Encoding: ${random.pick(["gzip, chunked", "chunked, chunked", "identity", "xchunked", "chunked;q=1", " chunked ", "\0"])}`,
  (random) => `X-Folded: a\r\n ${"b ".repeat(random.size(50))}\r\n\tc`,
  (random) => `${random.pick(["__proto__", "constructor", "toString", "hasOwnProperty", "valueOf"])}: x`,
  (random) =>
    random.pick(["no colon at all", ": no name", "sp ace: x", "nul\0name: x", "x: a\0b", "x:\x7f\x80\xff", "é: x"]),
  (random) => `X-Long: ${"y".repeat(random.pick([900, 5000, 17_000, 70_000]))}`,
  (random) =>
    `X-${random.next().toString(36)}: ${random
      .bytes(random.size(40))
      .toString("latin1")
      .replace(/[\r\n]/g, "")}`,
];

/** Runs of what patterns with two ways to match the same stumble over, as long as a body may be. */
const RUNS = [
  " ",
  "\t",
  "\n",
  "<",
  ">",
  "<!--",
  "<script",
  "href=",
  "href= ",
  "href=  '",
  "&#",
  "&#1;",
  "%",
  "%2",
  "\\",
  "\\u00",
  "'",
  '"',
  "“",
  "a",
  "A=",
  "user ",
  "password=",
  "Generated by ",
  "<meta ",
  "<meta http-equiv=refresh ",
  "url=",
  "charset=",
  "@",
  ":",
  ".",
];

export function body(random: Random): Buffer {
  switch (random.below(9)) {
    case 0:
      return Buffer.alloc(0);
    case 1:
      return random.bytes(random.size(4000));
    case 2: {
      const run = random.pick(RUNS);
      const page = `<html>${random.chance(50) ? random.pick(RUNS) : ""}${run.repeat(random.size(66_000) / run.length)}${random.pick(RUNS)}`;
      return Buffer.from(page, "utf8");
    }
    case 3:
      return gzipSync(Buffer.alloc(random.size(1_000_000)));
    case 4:
      return Buffer.from(
        `<html><head><meta http-equiv="refresh" content="0; url=${random.pick(PLACES)}"><title>\x1b[2J\u202eBlocked</title></head><body>${"word ".repeat(random.size(3000))}</body></html>`,
      );
    case 5:
      return Buffer.from(
        `${random.pick(["\ufeff", "\ufffe", "\x1b$B", "+ADw-"])}${"text \u202e\u0007 ".repeat(random.size(500))}`,
      );
    case 6:
      return Buffer.from("x".repeat(random.size(200_000)));
    case 7:
      return Buffer.from('{"error":{"code":403}}');
    default:
      return chunks(random);
  }
}

function chunks(random: Random): Buffer {
  const parts: Buffer[] = [];
  for (let left = random.size(200); left > 0; left--) {
    const piece = random.bytes(random.size(60));
    const size = random.chance(85)
      ? piece.length.toString(16)
      : random.pick([
          "-1",
          "0x5",
          "ffffffffffffffff",
          "7fffffff",
          "g",
          "",
          " 5",
          "5;ext=1",
          `5;${"e".repeat(9000)}`,
          "5\0",
        ]);
    parts.push(Buffer.from(`${size}${random.chance(95) ? "\r\n" : "\n"}`), piece, Buffer.from("\r\n"));
  }
  if (random.chance(70)) parts.push(Buffer.from("0\r\n"));
  if (random.chance(70)) parts.push(Buffer.from(random.chance(80) ? "\r\n" : "Trailer: x\r\n\r\n"));
  return Buffer.concat(parts);
}

function head(random: Random): string {
  const start = random.chance(88)
    ? `HTTP/${random.chance(94) ? random.pick(["1.0", "1.1", "1.1"]) : random.pick(VERSIONS)} ${random.pick(CODES)} ${random.pick(REASONS)}`
    : random.pick(ODD_STARTS);
  const lines = Array.from({ length: random.size(10) }, () => random.pick(HEADERS)(random));
  if (random.chance(25)) lines.push(random.pick(BROKEN)(random));
  if (random.chance(2)) lines.push(...Array.from({ length: 2500 }, (_, at) => `Set-Cookie: c${at}=${at}`));
  const end = random.chance(90) ? "\r\n" : random.pick(["\n", "\r"]);
  return `${[start, ...lines].join(end)}${end}${end}`;
}

/** Latin-1 for one half, so that single bytes above 127 occur, UTF-8 for the other. */
export function httpAnswer(random: Random): Buffer {
  if (random.chance(6)) return random.bytes(random.size(3000));
  const parts: Buffer[] = [];
  if (random.chance(8)) {
    const interim = random.pick(["100 Continue", "102 Processing", "103 Early Hints\r\nLink: </x>", "199 x"]);
    parts.push(Buffer.from(`HTTP/1.1 ${interim}\r\n\r\n`.repeat(random.size(300) + 1)));
  }
  parts.push(Buffer.from(head(random), random.chance(50) ? "latin1" : "utf8"), body(random));
  if (random.chance(5)) parts.push(Buffer.from(head(random), "latin1"), body(random));
  const whole = Buffer.concat(parts);
  return random.chance(25) ? mutated(whole, random) : whole;
}
