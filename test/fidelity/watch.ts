// Sees where a library really goes: every connection that a socket opens, and every CONNECT line that is written to one.

import { type NetConnectOpts, Socket } from "node:net";

type Tell = (seen: { peer: string } | { connect: string }) => void;

export function watchSockets(tell: Tell): void {
  const { connect, write } = Socket.prototype as unknown as Record<string, (...given: unknown[]) => unknown>;
  Object.assign(Socket.prototype, {
    connect(this: Socket, ...given: unknown[]) {
      tell({ peer: peerOf(given) });
      return connect!.apply(this, given);
    },
    // A TLSSocket is one too: what is written to an HTTPS proxy is seen before it is encrypted.
    write(this: Socket, ...given: unknown[]) {
      const target = /^CONNECT (\S+) HTTP/.exec(String(given[0]).slice(0, 300))?.[1];
      if (target !== undefined) tell({ connect: target });
      return write!.apply(this, given);
    },
  });
}

/** net.connect hands on its arguments in an array of their own. */
function peerOf(given: unknown[]): string {
  const [first, second] = Array.isArray(given[0]) ? given[0] : given;
  const { host, port } = Object(first) as Partial<NetConnectOpts & { host: string; port: number }>;
  if (port !== undefined) return `${host ?? "localhost"}:${port}`;
  return typeof first === "number" ? `${typeof second === "string" ? second : "localhost"}:${first}` : String(first);
}
