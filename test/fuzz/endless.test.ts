// Streams that never end: read up to a cap and no further, however fast they come.

import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Protocol, Route } from "../../src/plan/check.ts";
import { byProxy, check, DIRECT, DIRECT_HOST, runOne, story } from "../support/checks.ts";
import { type Handler, onHead, Servers, secureServerSide, serve } from "../support/loopback.ts";
import { mintPki, type Pki, trusting } from "../support/pki.ts";
import { authentication, message } from "../support/postgres-that.ts";
import { runWarehouse } from "../support/warehouses.ts";
import { frame, SETTINGS, STATUS_200 } from "./http2-bytes.ts";

let pki: Pki;
const servers = new Servers();
beforeAll(async () => {
  pki = await mintPki();
});
afterAll(() => servers.closeAll());

const TIMEOUT_MS = 6000;
/** What a check may take from a stream: its own caps are far below, the rest waits in the buffers of two kernels. */
const MOST_TAKEN = 24 * 1024 * 1024;
const MOST_HEAP = 64 * 1024 * 1024;

interface Stream {
  first?: string | Buffer;
  again: string | Buffer;
}

/** Sends as fast as the other end reads, and counts what was taken off its hands. */
function pours({ first = "", again }: Stream, taken: { bytes: number }): Handler {
  const one = Buffer.from(again as string);
  const piece = Buffer.concat(Array.from({ length: Math.ceil(65_536 / one.length) }, () => one));
  return (socket) => {
    const pour = () => {
      if (socket.destroyed) return;
      socket.write(piece, (error) => {
        if (error) return;
        taken.bytes += piece.length;
        setImmediate(pour);
      });
    };
    socket.on("error", () => {}).resume();
    socket.write(first);
    pour();
  };
}

const atHead =
  (then: Handler): Handler =>
  (socket, raw) =>
    onHead(socket, () => then(socket, raw));

/** The servers are in this process, so that their share of the heap counts too. */
async function measured(pouring: (taken: { bytes: number }) => Promise<string>): Promise<string> {
  const taken = { bytes: 0 };
  const before = process.memoryUsage().heapUsed;
  const startedAt = performance.now();
  const seen = await pouring(taken);
  expect(performance.now() - startedAt).toBeLessThan(TIMEOUT_MS + 30_000);
  expect(taken.bytes).toBeGreaterThan(0);
  expect(taken.bytes).toBeLessThan(MOST_TAKEN);
  expect(process.memoryUsage().heapUsed - before).toBeLessThan(MOST_HEAP);
  return seen;
}

type Way = (handler: Handler) => { handler: Handler; tls?: "proxy" | "good" | "h2"; route: (port: number) => Route };

const WAYS = {
  "http proxy": (handler) => ({ handler: atHead(handler), route: (port) => byProxy(port) }),
  "https proxy": (handler) => ({ handler: atHead(handler), tls: "proxy", route: (port) => byProxy(port, "https") }),
  "plain by the proxy": (handler) => ({
    handler: atHead(handler),
    route: (port) => ({ ...byProxy(port), form: "absolute" }) as Route,
  }),
  "plain, direct": (handler) => ({ handler: atHead(handler), route: () => DIRECT }),
  "inside TLS": (handler) => ({ handler: atHead(handler), tls: "good", route: () => DIRECT }),
  "in place of TLS": (handler) => ({ handler, route: () => DIRECT }),
  "HTTP/2": (handler) => ({ handler, tls: "h2", route: () => DIRECT }),
} satisfies Record<string, Way>;

async function poured(stream: Stream, way: keyof typeof WAYS, protocol: Protocol): Promise<string> {
  return measured(async (taken) => {
    const { handler, tls, route } = (WAYS[way] as Way)(pours(stream, taken));
    const identity = tls === "proxy" ? pki.proxy : { ...pki.good, ALPNProtocols: [tls === "h2" ? "h2" : "http/1.1"] };
    const server = await servers.up(serve(handler, tls ? { tls: identity } : {}));
    const to = route(server.port);
    const one =
      to.kind === "direct"
        ? check(protocol, DIRECT_HOST, server.port, to)
        : check(protocol, "origin.example.com", protocol === "http" ? 80 : 443, to);
    return story(await runOne(one, trusting(pki), { timeoutMs: TIMEOUT_MS }));
  });
}

const CONTINUE: Stream = { again: "HTTP/1.1 100 Continue\r\n\r\n" };
const EARLY_HINTS: Stream = { again: "HTTP/1.1 103 Early Hints\r\nLink: </style.css>; rel=preload\r\n\r\n" };
const HEADERS: Stream = { first: "HTTP/1.1 200 OK\r\n", again: `X-Filler: ${"x".repeat(100)}\r\n` };
const ONE_HEADER: Stream = { first: "HTTP/1.1 200 OK\r\nX-Filler: ", again: "x".repeat(1000) };
const REASON: Stream = { first: "HTTP/1.1 200 ", again: "OK ".repeat(300) };
const BODY: Stream = { first: "HTTP/1.1 403 Forbidden\r\nContent-Type: text/html\r\n\r\n", again: "<p>no</p>\n" };
const CHUNKS: Stream = { first: "HTTP/1.1 403 Forbidden\r\nTransfer-Encoding: chunked\r\n\r\n", again: "1\r\nx\r\n" };
const EXTENSION: Stream = {
  first: "HTTP/1.1 403 Forbidden\r\nTransfer-Encoding: chunked\r\n\r\n1;",
  again: "e".repeat(1000),
};
const TRAILERS: Stream = {
  first: "HTTP/1.1 403 Forbidden\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n",
  again: "X-T: x\r\n",
};
const BLANKS: Stream = { again: "\r\n" };
const NOISE: Stream = { again: "\x00\x01\x02 no protocol at all " };

describe("an answer of HTTP/1.1", () => {
  const cases: [string, Stream, keyof typeof WAYS, Protocol, string][] = [
    ["100 Continue", CONTINUE, "http proxy", "https", "tcp ok, tunnel refused-by-proxy"],
    ["100 Continue", CONTINUE, "https proxy", "https", "tcp ok, proxy-tls ok, tunnel refused-by-proxy"],
    ["100 Continue", CONTINUE, "plain by the proxy", "http", "tcp ok, exchange head-too-large"],
    ["100 Continue", CONTINUE, "inside TLS", "https", "tcp ok, tls ok, exchange head-too-large"],
    ["103 Early Hints", EARLY_HINTS, "plain, direct", "http", "tcp ok, exchange head-too-large"],
    ["header lines", HEADERS, "http proxy", "https", "tcp ok, tunnel head-too-large"],
    ["header lines", HEADERS, "inside TLS", "https", "tcp ok, tls ok, exchange head-too-large"],
    ["one header", ONE_HEADER, "https proxy", "https", "tcp ok, proxy-tls ok, tunnel head-too-large"],
    ["a reason", REASON, "http proxy", "https", "tcp ok, tunnel head-too-large"],
    ["a body", BODY, "http proxy", "https", "tcp ok, tunnel refused-by-proxy"],
    ["a body", BODY, "plain by the proxy", "http", "tcp ok, exchange ok"],
    ["a body", BODY, "inside TLS", "https", "tcp ok, tls ok, exchange ok"],
    ["chunks", CHUNKS, "http proxy", "https", "tcp ok, tunnel refused-by-proxy"],
    ["chunks", CHUNKS, "inside TLS", "https", "tcp ok, tls ok, exchange ok"],
    ["a chunk's extension", EXTENSION, "http proxy", "https", "tcp ok, tunnel refused-by-proxy"],
    ["a chunk's extension", EXTENSION, "plain, direct", "http", "tcp ok, exchange ok"],
    ["trailers", TRAILERS, "inside TLS", "https", "tcp ok, tls ok, exchange ok"],
    ["blank lines", BLANKS, "http proxy", "https", "tcp ok, tunnel head-too-large"],
    ["blank lines", BLANKS, "plain, direct", "http", "tcp ok, exchange head-too-large"],
  ];
  test.each(cases.map(([name, stream, way, protocol, expected]) => [name, way, protocol, expected, stream] as const))(
    "%s without end, %s, %s: %s",
    async (_, way, protocol, expected, stream) => {
      expect(await poured(stream, way, protocol)).toBe(expected);
    },
  );
});

describe("in place of TLS", () => {
  test.each([
    ["noise", NOISE, "tcp ok, tls not-tls"],
    ["a handshake message", { again: Buffer.from("160303004002ffffff", "hex") }, "tcp ok, tls tls-error"],
    ["alerts", { again: Buffer.from("15030300020100", "hex") }, "tcp ok, tls closed"],
    ["empty records", { again: Buffer.from("1603030000", "hex") }, "tcp ok, tls tls-error"],
    ["changes of the cipher", { again: Buffer.from("140303000101", "hex") }, "tcp ok, tls tls-error"],
  ])("%s without end", async (_, stream, expected) => {
    expect(await poured(stream, "in place of TLS", "https")).toBe(expected);
  });
});

describe("HTTP/2", () => {
  const answer = Buffer.concat([SETTINGS, frame(1, 4, 1, STATUS_200)]);
  test.each([
    ["pings", { first: SETTINGS, again: frame(6, 0, 0, Buffer.alloc(8)) }],
    ["settings", { again: SETTINGS }],
    ["data", { first: answer, again: frame(0, 0, 1, Buffer.alloc(16_000)) }],
    ["interim answers", { first: SETTINGS, again: frame(1, 4, 1, Buffer.from([0x08, 3, 0x31, 0x30, 0x33])) }],
    [
      "headers that go on",
      {
        first: Buffer.concat([SETTINGS, frame(1, 0, 1, STATUS_200)]),
        again: frame(9, 0, 1, Buffer.from([0, 1, 0x61, 1, 0x62])),
      },
    ],
  ])("%s without end", async (_, stream) => {
    expect(await poured(stream, "HTTP/2", "grpc")).toMatch(
      /^tcp ok, tls ok, exchange (ok|closed|reset|not-http|unclassified)$/,
    );
  });
});

describe("databases", () => {
  const database = (stream: Stream, url: (port: number) => string, tls = false) =>
    measured(async (taken) => {
      const handler = pours(stream, taken);
      const spoken: Handler = (raw) =>
        raw.once("data", () => {
          if (!tls) return handler(raw, raw);
          raw.pause();
          raw.write("S", () => {
            const inner = secureServerSide(raw, { ...pki.good, ALPNProtocols: [] });
            inner.once("data", () => handler(inner, raw));
          });
        });
      const server = await servers.up(serve(spoken));
      const configured = { ...trusting(pki), options: { timeoutMs: TIMEOUT_MS } };
      return story(await runWarehouse(url(server.port), configured));
    });
  const postgres = (port: number) => `postgres://127.0.0.1:${port}/maps`;
  const redis = (port: number) => `redis://127.0.0.1:${port}`;
  const notice = message("N", "SNOTICE\0Mwait\0\0");

  test("PostgreSQL: notices inside TLS", async () => {
    const seen = await database({ again: notice }, (port) => `${postgres(port)}?sslmode=require`, true);
    expect(seen).toBe("tcp ok, tls ok, exchange not-postgres");
  });
  test("PostgreSQL: parameters behind a welcome", async () => {
    const stream = { first: authentication(0), again: message("S", "a\0b\0") };
    expect(await database(stream, (port) => `${postgres(port)}?sslmode=require`, true)).toBe(
      "tcp ok, tls ok, exchange not-postgres",
    );
  });
  test("PostgreSQL: an error of the old kind", async () => {
    expect(await database({ first: "E", again: "no " }, postgres)).toBe("tcp ok, tls not-postgres");
  });
  test("Redis: a line", async () => {
    expect(await database({ first: "+", again: "PONG" }, redis)).toBe("tcp ok, exchange not-redis");
  });
});
