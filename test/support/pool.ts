// Several addresses with one port, as a name with several A records has them: each leads to a server of its own, or to nobody.

import { connect } from "node:net";
import type { Resolver } from "../../src/probe/resolver.ts";
import { closedPort, type Loopback, type Servers, serve } from "./loopback.ts";

export interface Pool {
  port: number;
  /** 127.0.0.1, 127.0.0.2 … in the order of the servers. */
  addresses: string[];
  /** Gives every name these addresses. */
  resolver: Resolver;
}

/** Passes what comes to `address` on to each server's port; where it is null nobody listens. */
export async function pool(servers: Servers, leadTo: (Loopback | null)[]): Promise<Pool> {
  const addresses = leadTo.map((_, at) => `127.0.0.${at + 1}`);
  for (let tries = 1; ; tries++) {
    const port = await closedPort();
    try {
      for (const [at, to] of leadTo.entries()) if (to) await servers.up(forwarder(addresses[at]!, port, to.port));
      return { port, addresses, resolver: { addresses: async () => addresses } };
    } catch (error) {
      // Somebody else took the port on one of the addresses.
      if (tries === 20) throw error;
    }
  }
}

export function forwarder(host: string, port: number, to: number): Promise<Loopback> {
  return serve(
    (socket) => {
      const upstream = connect(to, "127.0.0.1");
      upstream.on("error", () => socket.destroy()).once("close", () => socket.destroy());
      socket.once("close", () => upstream.destroy());
      socket.pipe(upstream).pipe(socket);
    },
    { host, port },
  );
}
