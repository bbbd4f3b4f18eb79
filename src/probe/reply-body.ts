// The body of a refused CONNECT. Node's parser hands the connection over after the head, so the framing (RFC 9112 §6.3) is ours.

import type { IncomingMessage } from "node:http";
import type { Socket } from "node:net";

export const BODY_LIMIT = 64 * 1024;
const PATIENCE_MS = 1000;

/**
 * Reads until the body's end by Content-Length or chunks, else until the proxy closes; never more than 64 KiB or longer than a second,
 * since the head has said all that must be known. Gives what came, and never rejects.
 */
export function readRefusalBody(socket: Socket, early: Buffer, reply: IncomingMessage): Promise<Buffer> {
  const framing = framingOf(reply);
  return new Promise((resolve) => {
    let bytes = early;
    const finish = () => {
      clearTimeout(timer);
      socket.removeListener("data", onData).removeListener("end", finish).removeListener("close", finish);
      socket.destroy();
      resolve(bodyIn(bytes, framing).subarray(0, BODY_LIMIT));
    };
    const onData = (chunk: Buffer) => {
      bytes = Buffer.concat([bytes, chunk]);
      if (isWhole(bytes, framing)) finish();
    };
    const timer = setTimeout(finish, PATIENCE_MS);
    if (isWhole(bytes, framing) || socket.destroyed) return finish();
    socket.on("data", onData).once("end", finish).once("close", finish);
    socket.resume();
  });
}

type Framing = { kind: "chunked" } | { kind: "length"; length: number } | { kind: "close" };

function framingOf(reply: IncomingMessage): Framing {
  if (/(^|,)\s*chunked\s*$/i.test(reply.headers["transfer-encoding"] ?? "")) return { kind: "chunked" };
  const length = Number(reply.headers["content-length"] ?? Number.NaN);
  return Number.isInteger(length) && length >= 0 ? { kind: "length", length } : { kind: "close" };
}

function isWhole(bytes: Buffer, framing: Framing): boolean {
  if (bytes.length >= BODY_LIMIT) return true;
  if (framing.kind === "length") return bytes.length >= framing.length;
  return framing.kind === "chunked" && unchunk(bytes).whole;
}

function bodyIn(bytes: Buffer, framing: Framing): Buffer {
  if (framing.kind === "length") return bytes.subarray(0, framing.length);
  return framing.kind === "chunked" ? unchunk(bytes).body : bytes;
}

/** RFC 9112 §7.1. A broken chunk ends it, with what came before. */
export function unchunk(bytes: Buffer): { body: Buffer; whole: boolean } {
  const parts: Buffer[] = [];
  let at = 0;
  for (;;) {
    const lineEnd = bytes.indexOf("\r\n", at);
    if (lineEnd < 0) return { body: Buffer.concat(parts), whole: false };
    const size = Number.parseInt(bytes.toString("latin1", at, lineEnd), 16);
    if (!(size > 0)) return { body: Buffer.concat(parts), whole: true };
    const start = lineEnd + 2;
    parts.push(bytes.subarray(start, start + size));
    if (start + size + 2 > bytes.length) return { body: Buffer.concat(parts), whole: false };
    at = start + size + 2;
  }
}
