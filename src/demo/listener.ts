// A server listening on a free loopback port, that can be closed with all that is connected to it.

import type { AddressInfo, Server } from "node:net";
import type { Duplex } from "node:stream";

export interface Listener {
  port: number;
  close(): Promise<void>;
}

/** Listens on 127.0.0.1 alone. Errors of single connections are theirs: they never end the lab. */
export async function listen(server: Server): Promise<Listener> {
  const connected = new Set<Duplex>();
  const keep = (socket: Duplex) => {
    connected.add(socket);
    socket.on("error", () => socket.destroy());
    socket.once("close", () => connected.delete(socket));
  };
  server.on("connection", keep);
  server.on("secureConnection", keep);
  server.on("tlsClientError", () => {});
  server.on("sessionError", () => {});

  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen({ host: "127.0.0.1", port: 0 }, resolve);
  });
  const { port } = server.address() as AddressInfo;

  const close = () =>
    new Promise<void>((resolve) => {
      server.close(() => resolve());
      for (const socket of connected) socket.destroy();
    });
  return { port, close };
}
