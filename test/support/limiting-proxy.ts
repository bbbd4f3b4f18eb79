// A forward proxy with limits that no single GET meets: on idle time, on bytes, on tunnels. They may be changed while it runs.

import { connect, type Socket } from "node:net";
import { type Loopback, onHead, serve } from "./loopback.ts";

export interface Limits {
  /** Milliseconds without a byte after which a tunnel is cut, or forgotten: open, and nothing is passed on any more. */
  idle?: { ms: number; how: "cut" | "reset" | "forgotten" };
  /** Bytes from the client after which a tunnel is reset. */
  bytes?: number;
  /** Connections at a time, and what meets the next: an answer, or "" for a close without a word. */
  tunnels?: { most: number; answer: string };
}

export async function limitingProxy(to: number, limits: Limits): Promise<Loopback> {
  let open = 0;
  return serve((socket) => {
    open++;
    socket.once("close", () => open--);
    const full = limits.tunnels !== undefined && open > limits.tunnels.most;
    const answer = full ? (limits.tunnels?.answer ?? "") : null;
    if (answer === "") socket.destroy();
    else onHead(socket, (_head, rest) => (answer ? socket.end(answer) : relay(socket, rest, to, limits)));
  });
}

function relay(socket: Socket, rest: Buffer, to: number, limits: Limits): void {
  let bytes = 0;
  let timer: NodeJS.Timeout | undefined;
  const upstream = connect(to, "127.0.0.1", () => {
    socket.write("HTTP/1.1 200 Connection established\r\n\r\n");
    upstream.write(rest);
    socket.pipe(upstream).pipe(socket);
  });
  const end = (how: "cut" | "reset" | "forgotten") => {
    socket.unpipe(upstream);
    upstream.unpipe(socket);
    upstream.destroy();
    if (how === "reset") socket.resetAndDestroy();
    else if (how === "cut") socket.end();
    else socket.resume();
  };
  const alive = () => {
    clearTimeout(timer);
    const { idle } = limits;
    if (idle) timer = setTimeout(() => end(idle.how), idle.ms);
  };
  socket.on("data", (chunk: Buffer) => {
    bytes += chunk.length;
    alive();
    if (bytes > (limits.bytes ?? Number.POSITIVE_INFINITY)) end("reset");
  });
  upstream.on("data", alive);
  upstream.on("error", () => socket.destroy());
  upstream.once("close", () => {
    if (!limits.idle) socket.destroy();
  });
  socket.once("close", () => {
    clearTimeout(timer);
    upstream.destroy();
  });
}
