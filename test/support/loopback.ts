// A server on a free loopback port, plain or TLS, that a test can take down with everything connected to it.

import { type AddressInfo, connect, createServer, type Server, type Socket } from "node:net";
import { createSecureContext, TLSSocket, type TLSSocketOptions } from "node:tls";

export interface Loopback {
  port: number;
  /** How many TCP connections were accepted so far. */
  connections(): number;
  close(): Promise<void>;
}

/** `raw` is the TCP socket below, which alone can be reset. */
export type Handler = (socket: Socket, raw: Socket) => void;

export interface LoopbackOptions {
  host?: string;
  /** Default: a free one. */
  port?: number;
  /** TLS before the handler is called, as a server with these options. */
  tls?: TLSSocketOptions & { key: string; cert: string };
}

export function serve(handler: Handler, options: LoopbackOptions = {}): Promise<Loopback> {
  const server = createServer((raw) => {
    if (!options.tls) return handler(raw, raw);
    const secured = secureServerSide(raw, options.tls);
    secured.once("secure", () => handler(secured, raw));
  });
  return listening(server, options.host, options.port);
}

/** Lets any server of Node's listen, and takes it down with all its connections. */
export async function listening(server: Server, host = "127.0.0.1", port = 0): Promise<Loopback> {
  const open = new Set<Socket>();
  let count = 0;
  server.on("connection", (raw: Socket) => {
    count++;
    open.add(raw);
    raw.on("error", () => {}).once("close", () => open.delete(raw));
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject).listen(port, host, resolve);
  });
  return {
    port: (server.address() as AddressInfo).port,
    connections: () => count,
    close: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        for (const socket of open) socket.destroy();
      }),
  };
}

export function secureServerSide(raw: Socket, tls: TLSSocketOptions & { key: string; cert: string }): TLSSocket {
  const secured = new TLSSocket(raw, {
    ALPNProtocols: ["http/1.1"],
    ...tls,
    isServer: true,
    secureContext: createSecureContext(tls),
  });
  secured.on("error", () => {});
  return secured;
}

/** A port on which nobody listens: below those that the system gives out, or a server of another test could get it meanwhile. */
export async function closedPort(): Promise<number> {
  for (;;) {
    const port = 20_000 + Math.floor(Math.random() * 12_000);
    const refused = await new Promise<boolean>((resolve) => {
      const socket = connect(port, "127.0.0.1");
      socket.once("connect", () => socket.destroy() && resolve(false)).once("error", () => resolve(true));
    });
    if (refused) return port;
  }
}

/** Calls back with the head of an HTTP message, once it is whole, and the bytes behind it. */
export function onHead(socket: Socket, callback: (head: string, rest: Buffer) => void): void {
  let bytes = Buffer.alloc(0);
  const listen = (chunk: Buffer) => {
    bytes = Buffer.concat([bytes, chunk]);
    const end = bytes.indexOf("\r\n\r\n");
    if (end < 0) return;
    socket.removeListener("data", listen);
    callback(bytes.toString("latin1", 0, end), bytes.subarray(end + 4));
  };
  socket.on("data", listen);
}

/** Starts servers for a test file; `closeAll` takes them all down. */
export class Servers {
  readonly #running: Loopback[] = [];

  async up<T extends Loopback>(starting: Promise<T>): Promise<T> {
    const server = await starting;
    this.#running.push(server);
    return server;
  }

  async closeAll(): Promise<void> {
    await Promise.all(this.#running.splice(0).map((server) => server.close()));
  }
}
