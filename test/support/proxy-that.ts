// Forward proxies that misbehave in one named way each. They send any name to a given loopback port, so that names need no DNS.

import { connect, type Socket } from "node:net";
import type { Identity } from "./certificates.ts";
import { type Handler, type Loopback, onHead, serve } from "./loopback.ts";

export interface ProxyLoopback extends Loopback {
  /** The first line of every request, e.g. "CONNECT auth.carto.com:443 HTTP/1.1". */
  requests: string[];
  /** The whole heads. */
  heads: string[];
}

/** The loopback port that stands for a target, e.g. of "auth.carto.com:443". */
export type Map = number | ((target: string) => number);

type Act = (request: { target: string; head: string; rest: Buffer; socket: Socket; raw: Socket }) => void;

async function proxy(act: Act, tls?: Identity): Promise<ProxyLoopback> {
  const requests: string[] = [];
  const heads: string[] = [];
  const handler: Handler = (socket, raw) =>
    onHead(socket, (head, rest) => {
      const line = head.split("\r\n")[0] ?? "";
      requests.push(line);
      heads.push(head);
      act({ target: line.split(" ")[1] ?? "", head, rest, socket, raw });
    });
  const server = await serve(handler, tls ? { tls } : {});
  return { ...server, requests, heads };
}

function relay(socket: Socket, rest: Buffer, to: number, greeting: string): void {
  const upstream = connect(to, "127.0.0.1", () => {
    if (greeting) socket.write(greeting);
    upstream.write(rest);
    socket.pipe(upstream).pipe(socket);
  });
  upstream.on("error", () => socket.destroy());
  upstream.once("close", () => socket.destroy());
  socket.once("close", () => upstream.destroy());
}

/** Passes a reset on as a reset, which pipes would turn into an orderly close. */
function relayResets(socket: Socket, raw: Socket, to: number): void {
  const upstream = connect(to, "127.0.0.1", () => {
    socket.write(OPEN);
    socket.pipe(upstream).pipe(socket);
  });
  upstream.on("error", () => raw.resetAndDestroy());
}

const portOf = (to: Map, target: string) => (typeof to === "number" ? to : to(target));
const OPEN = "HTTP/1.1 200 Connection established\r\n\r\n";
/** To "OPTIONS *", which asks the proxy about itself. */
const NOT_IMPLEMENTED = "HTTP/1.1 501 Not Implemented\r\nServer: squid/5.7\r\nContent-Length: 0\r\n\r\n";

function text(status: string, headers: Record<string, string>, body: string): string {
  const lines = Object.entries({ "Content-Length": String(Buffer.byteLength(body)), ...headers });
  return `HTTP/1.1 ${status}\r\n${lines.map(([name, value]) => `${name}: ${value}\r\n`).join("")}\r\n${body}`;
}

export const proxyThat = {
  /** CONNECT and absolute form. */
  works: (to: Map, tls?: Identity, greeting = OPEN) =>
    proxy(({ target, head, rest, socket }) => {
      if (head.startsWith("CONNECT ")) return relay(socket, rest, portOf(to, target), greeting);
      if (target === "*") return socket.end(NOT_IMPLEMENTED);
      const url = new URL(target);
      const origin = head.replace(target, `${url.pathname}${url.search}`);
      relay(socket, Buffer.from(`${origin}\r\n\r\n`), portOf(to, url.host), "");
    }, tls),
  /** Works where `rule` says null, and else answers (or with "" hangs up) with what it gives. It may change at any time. */
  rulesBy: (rule: (method: string, target: string) => string | null, to: Map, tls?: Identity) =>
    proxy(({ target, head, rest, socket }) => {
      const method = head.split(" ")[0] ?? "";
      if (target === "*") return socket.end(NOT_IMPLEMENTED);
      const url = method === "CONNECT" ? null : new URL(target);
      const asked = url ? `${url.hostname}:${url.port || "80"}` : target;
      const answer = rule(method, asked);
      if (answer !== null) return socket.end(answer);
      if (url === null) return relay(socket, rest, portOf(to, asked), OPEN);
      relay(socket, Buffer.from(`${head.replace(target, url.pathname)}\r\n\r\n`), portOf(to, asked), "");
    }, tls),
  passesResetsOn: (to: Map, tls?: Identity) =>
    proxy(({ target, socket, raw }) => relayResets(socket, raw, portOf(to, target)), tls),
  /** Any reply at all, then the connection stays open. */
  answers: (status: string, headers: Record<string, string> = {}, body = "", tls?: Identity) =>
    proxy(({ socket }) => socket.write(text(status, headers, body)), tls),
  answersRaw: (bytes: string, tls?: Identity) => proxy(({ socket }) => socket.write(bytes), tls),
  answersRawAndCloses: (bytes: string, tls?: Identity) => proxy(({ socket }) => socket.end(bytes), tls),
  denies: (tls?: Identity) =>
    proxyThat.answers(
      "403 Forbidden",
      { "X-Squid-Error": "ERR_ACCESS_DENIED 0", Via: "1.1 gate (squid/5.7)" },
      "<p>no",
      tls,
    ),
  demandsAuth: (tls?: Identity) =>
    proxyThat.answers(
      "407 Proxy Authentication Required",
      { "Proxy-Authenticate": 'Negotiate, Basic realm="a, b"' },
      "",
      tls,
    ),
  /** Works for who sends these Basic credentials at once, as the client libraries do. */
  takesBasic: (credentials: string, to: Map) =>
    proxy(({ target, head, rest, socket }) => {
      const expected = `proxy-authorization: basic ${Buffer.from(credentials).toString("base64")}`;
      const sent = head.split("\r\n").some((line) => line.toLowerCase() === expected.toLowerCase());
      if (sent) return relay(socket, rest, portOf(to, target), OPEN);
      socket.end(text("407 Proxy Authentication Required", { "Proxy-Authenticate": 'Basic realm="gate"' }, ""));
    }),
  hangsUp: (tls?: Identity) => proxy(({ socket }) => socket.end(), tls),
  resets: (tls?: Identity) => proxy(({ raw }) => raw.resetAndDestroy(), tls),
  isMute: (tls?: Identity) => proxy(() => {}, tls),
  /** As Squid with a dead resolver: alive, and mute for as long as it hopes for the name. */
  waitsForItsResolver: (tls?: Identity) =>
    proxy(({ head, socket }) => {
      if (head.startsWith("OPTIONS * ")) socket.end(text("501 Not Implemented", { Server: "squid/5.7" }, ""));
    }, tls),
  dripsOneByteASecond: (tls?: Identity) =>
    proxy(({ socket }) => {
      const bytes = [...text("200 Connection established", { "X-Slow": "yes" }, "")];
      const timer = setInterval(() => socket.write(bytes.shift() ?? " "), 1000);
      socket.once("close", () => clearInterval(timer));
    }, tls),
  sendsHugeHead: (tls?: Identity) =>
    proxy(
      ({ socket }) => socket.write(`HTTP/1.1 200 OK\r\n${`X-Filler: ${"x".repeat(1000)}\r\n`.repeat(80)}\r\n`),
      tls,
    ),
  /** A web server: it knows no CONNECT and shows no sign of a proxy. */
  isWebServer: (tls?: Identity) =>
    proxyThat.answers("405 Not Allowed", { Server: "nginx" }, "<center>nginx</center>", tls),
  opensAndResetsAtClientHello: (tls?: Identity) =>
    proxy(({ socket, raw }) => {
      socket.write(OPEN);
      socket.once("data", () => raw.resetAndDestroy());
    }, tls),
  opensAndClosesAtClientHello: (tls?: Identity) =>
    proxy(({ socket }) => {
      socket.write(OPEN);
      socket.once("data", () => socket.end());
    }, tls),
  opensAndStaysSilent: (tls?: Identity) =>
    proxy(({ socket }) => {
      socket.write(OPEN);
      socket.resume();
    }, tls),
  /** The first bytes of the origin come in the same packet as the reply to CONNECT. */
  sendsEarlyData: (bytes: string, tls?: Identity) => proxy(({ socket }) => socket.write(OPEN + bytes), tls),
  /** No proxy at all, whatever it is asked. */
  speaksSsh: () => serve((socket) => socket.write("SSH-2.0-OpenSSH_9.2p1\r\n")),
  speaksSmtp: () => serve((socket) => socket.write("220 mail.example.com ESMTP ready\r\n")),
  resetsAtConnect: () => serve((_socket, raw) => raw.resetAndDestroy()),
  closesAtConnect: () => serve((socket) => socket.end()),
};
