// Origins that misbehave in one named way each.

import { createServer as createHttp, type Server as HttpServer, type ServerResponse } from "node:http";
import { createSecureServer } from "node:http2";
import { createSecureContext } from "node:tls";
import type { Identity } from "./certificates.ts";
import { type Loopback, listening, onHead, serve } from "./loopback.ts";

type Answer = (response: ServerResponse, path: string) => void;

const hello: Answer = (response) => response.end('{"hello":"origin"}');

/** What every HTTP and gRPC answer of an origin bears, and nobody else's: who gets it has reached the origin. */
export const MARK = { name: "x-answered-by", value: "origin" } as const;

/** For an answer that only looks like the origin's: a filter's, a portal's. */
export function unmarked(response: ServerResponse): ServerResponse {
  response.removeHeader(MARK.name);
  return response;
}

/** HTTP/1.1, plain, on sockets that somebody else accepted. */
function http(answer: Answer): HttpServer {
  const server = createHttp((request, response) => {
    response.setHeader(MARK.name, MARK.value);
    answer(response, request.url ?? "");
  });
  // Or it would end an idle connection by itself, after five seconds.
  server.keepAliveTimeout = 0;
  return server;
}

export const originThat = {
  works: (identity: Identity, answer: Answer = hello, host = "127.0.0.1"): Promise<Loopback> => {
    const server = http(answer);
    return serve((socket) => server.emit("connection", socket), { tls: identity, host });
  },
  /** Another certificate for each server name, the first one for clients that send none. */
  worksByName: (identities: Record<string, Identity>, answer: Answer = hello): Promise<Loopback> => {
    const server = http(answer);
    const first = Object.values(identities)[0];
    if (!first) throw new Error("no identity");
    const choose = (
      name: string,
      give: (error: Error | null, context: ReturnType<typeof createSecureContext>) => void,
    ) => give(null, createSecureContext(identities[name] ?? first));
    return serve((socket) => server.emit("connection", socket), { tls: { ...first, SNICallback: choose } });
  },
  worksPlain: (answer: Answer = hello, host?: string): Promise<Loopback> => {
    const server = http(answer);
    return serve((socket) => server.emit("connection", socket), host ? { host } : {});
  },
  /** gRPC: HTTP/2 chosen by ALPN, "unimplemented" as an answer to everything. */
  speaksGrpc: (identity: Identity, headers: Record<string, string> = { "grpc-status": "12" }): Promise<Loopback> => {
    const server = createSecureServer(identity);
    server.on("stream", (stream) => {
      stream.on("error", () => {});
      stream.respond(
        { ":status": 200, "content-type": "application/grpc", [MARK.name]: MARK.value, ...headers },
        { endStream: true },
      );
    });
    return listening(server);
  },
  /** Chooses h2, and then never answers. */
  isMuteInHttp2: (identity: Identity): Promise<Loopback> =>
    serve(() => {}, { tls: { ...identity, ALPNProtocols: ["h2"] } }),
  /** Chooses h2, and then speaks HTTP/1.1. */
  breaksHttp2: (identity: Identity): Promise<Loopback> =>
    serve((socket) => socket.end("HTTP/1.1 400 Bad Request\r\n\r\n"), { tls: { ...identity, ALPNProtocols: ["h2"] } }),
  hasNoAlpn: (identity: Identity): Promise<Loopback> => serve(() => {}, { tls: { ...identity, ALPNProtocols: [] } }),
  speaksTls11Only: (identity: Identity): Promise<Loopback> =>
    serve(() => {}, {
      tls: { ...identity, minVersion: "TLSv1.1", maxVersion: "TLSv1.1", ciphers: "DEFAULT@SECLEVEL=0" },
    }),
  sendsPlaintext: (text: string): Promise<Loopback> => serve((socket) => socket.once("data", () => socket.end(text))),
  sendsBannerFirst: (text: string): Promise<Loopback> => serve((socket) => socket.write(text)),
  isSilent: (): Promise<Loopback> => serve((socket) => socket.resume()),
  resetsAtClientHello: (): Promise<Loopback> =>
    serve((socket, raw) => socket.once("data", () => raw.resetAndDestroy())),
  closesAtClientHello: (): Promise<Loopback> => serve((socket) => socket.once("data", () => socket.end())),
  resetsAtConnect: (): Promise<Loopback> => serve((_socket, raw) => raw.resetAndDestroy()),
  neverAnswers: (identity: Identity): Promise<Loopback> => serve((socket) => socket.resume(), { tls: identity }),
  closesAfterRequest: (identity: Identity): Promise<Loopback> =>
    serve((socket) => onHead(socket, () => socket.end()), { tls: identity }),
  resetsAfterRequest: (identity: Identity): Promise<Loopback> =>
    serve((socket, raw) => onHead(socket, () => raw.resetAndDestroy()), { tls: identity }),
  answersGarbage: (identity: Identity): Promise<Loopback> =>
    serve((socket) => onHead(socket, () => socket.end("* OK IMAP4rev1 ready\r\n")), { tls: identity }),
  /** Server-sent events: a head, one event, and no end. */
  streamsForEver: (identity: Identity): Promise<Loopback> => {
    const server = http((response) => {
      response.writeHead(200, { "content-type": "text/event-stream" });
      response.write("event: ready\n\n");
    });
    return serve((socket) => server.emit("connection", socket), { tls: identity });
  },
  /** Waits for more of whatever it is sent, but refuses a ClientHello by an alert (handshake_failure). */
  isMuteExceptToTls: (): Promise<Loopback> =>
    serve((socket) =>
      socket.once("data", (first: Buffer) => {
        if (first[0] === 22) socket.write(Buffer.from([21, 3, 3, 0, 2, 2, 40]));
      }),
    ),
  /** The same for a ClientHello, and tells what speaks plain HTTP that it is wrong here. */
  wantsTls: (): Promise<Loopback> =>
    serve((socket) =>
      socket.once("data", (first: Buffer) => {
        if (first[0] === 22) socket.write(Buffer.from([21, 3, 3, 0, 2, 2, 40]));
        else socket.end("HTTP/1.1 400 Bad Request\r\nServer: nginx/1.22.1\r\nConnection: close\r\n\r\n<h1>400</h1>");
      }),
    ),
};
