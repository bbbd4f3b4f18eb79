// In the child: sees every connection that the library opens, keeps those from it that the plan does not list, and ends a storm.

import { Socket } from "node:net";
import { Duplex } from "node:stream";
import type { Allowed, Message, Opened } from "../library-job.ts";
import type { Addresses } from "./names.ts";

/** The libraries need three at most (a try and two more) for each leg; undici 7 opened 6,800 in two seconds. */
const MOST_CONNECTIONS = 8;
/** And what still storms after that many refusals is ended. */
const MOST_REFUSALS = 40;
const REPLY_BYTES = 16 * 1024;

interface ConnectOptions {
  host?: string;
  port?: number | string;
  path?: string;
}

export function recordSockets(allowed: Allowed[], addressesOf: Addresses, tell: (message: Message) => void): void {
  let number = 0;
  let refusals = 0;
  const watched = new WeakMap<Socket, Opened>();
  const connect = Socket.prototype.connect as (...args: unknown[]) => Socket;

  function connectWatched(this: Socket, ...args: unknown[]): Socket {
    const options = optionsOf(args);
    if (options.path) return connect.apply(this, args);
    const { opened, refused } = judge(options, ++number);
    watched.set(this, opened);
    tell({ opened });
    if (refused) {
      if (++refusals > MOST_REFUSALS) process.exit(70);
      // Not at once: whoever opens it has yet to listen.
      process.nextTick(() => this.destroy(refused));
      return this;
    }
    this.once("connect", () => {
      opened.address = this.remoteAddress ?? null;
      tell({ opened });
    });
    if (opened.role === "proxy") listenTo(this, opened, tell);
    return connect.apply(this, args);
  }

  function judge({ host = "localhost", port }: ConnectOptions, at: number): { opened: Opened; refused: Error | null } {
    const known = allowed.filter((each) => each.port === Number(port));
    const place =
      known.find((each) => each.host.toLowerCase() === host.toLowerCase()) ??
      known.find((each) => addressesOf(each.host).includes(host));
    const kept = place === undefined ? "not-planned" : at > MOST_CONNECTIONS ? "too-many" : null;
    const opened: Opened = {
      number: at,
      host: place?.host ?? host,
      port: Number(port),
      role: place?.role ?? null,
      address: null,
      asked: null,
      reply: null,
      kept,
    };
    return { opened, refused: kept === null ? null : keptError(kept, `${host}:${port}`) };
  }

  Object.defineProperty(Socket.prototype, "connect", { value: connectWatched, configurable: true, writable: true });
  Object.defineProperty(Socket.prototype, "write", {
    configurable: true,
    writable: true,
    value: function write(this: Socket, ...args: unknown[]): boolean {
      const opened = watched.get(this);
      if (opened?.role === "proxy" && opened.asked === null) {
        opened.asked = requestLine(args[0], args[1]);
        tell({ opened });
      }
      return (Duplex.prototype.write as (...given: unknown[]) => boolean).apply(this, args);
    },
  });
}

/** Until the proxy has opened the tunnel; what it refuses with is kept. */
function listenTo(socket: Socket, opened: Opened, tell: (message: Message) => void): void {
  let heard: Buffer = Buffer.alloc(0);
  const push = socket.push;
  socket.push = function pushHeard(this: Socket, chunk: unknown, encoding?: BufferEncoding): boolean {
    if (Buffer.isBuffer(chunk) && opened.asked !== null && heard.length < REPLY_BYTES) {
      heard = Buffer.concat([heard, chunk]).subarray(0, REPLY_BYTES);
      opened.reply = heard.toString("base64");
      tell({ opened });
      // What comes through an open tunnel is no business of ours.
      if (/^HTTP\/1\.\d 200\b/.test(heard.toString("latin1", 0, 16))) socket.push = push;
    }
    return push.call(this, chunk, encoding);
  } as Socket["push"];
}

/** Never a header: they may hold a login. */
function requestLine(chunk: unknown, encoding: unknown): string {
  const text = typeof chunk === "string" ? chunk : Buffer.isBuffer(chunk) ? chunk.toString("latin1", 0, 2048) : "";
  const [, method = "", target = ""] = /^([A-Z]{3,10}) (\S+) HTTP\/1\.[01]\r\n/.exec(text) ?? [];
  if (method === "") return `no HTTP${typeof encoding === "string" ? ` (${encoding})` : ""}`;
  return `${method} ${target.split("?")[0]}`;
}

/** net.connect hands on its arguments as one array. */
function optionsOf(args: unknown[]): ConnectOptions {
  const [first, second] = Array.isArray(args[0]) ? (args[0] as unknown[]) : args;
  if (typeof first === "object" && first !== null) return first as ConnectOptions;
  if (typeof first === "string" && !/^\d+$/.test(first)) return { path: first };
  return { port: first as number | string, ...(typeof second === "string" && { host: second }) };
}

function keptError(kept: "not-planned" | "too-many", where: string): Error {
  const why = kept === "not-planned" ? "is not an address of this check" : "is one connection too many";
  return Object.assign(new Error(`connect ECONNREFUSED ${where}: carto-proxy keeps the library from it: it ${why}`), {
    code: "ECONNREFUSED",
    errno: -111,
    syscall: "connect",
  });
}
