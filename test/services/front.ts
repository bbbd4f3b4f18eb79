// The server in front of the fake services: HTTP/1.1, HTTP/2 and gRPC by TLS, or plain HTTP; chosen by the Host that is asked for.

import { createServer, type Server as HttpServer, type IncomingMessage, type ServerResponse } from "node:http";
import {
  createSecureServer,
  type Http2SecureServer,
  type Http2ServerRequest,
  type Http2ServerResponse,
} from "node:http2";
import { gunzipSync } from "node:zlib";
import type { Answered, Asked } from "./service.ts";

export type Answers = (asked: Asked) => Answered;

/** `identity`: one certificate for all names, or what `SNICallback` chooses among. */
export function secureFront(
  identity: { cert: string | Buffer; key: string | Buffer },
  answers: Answers,
): Http2SecureServer {
  return createSecureServer(
    { allowHTTP1: true, ...identity },
    (request, response) => void answer(request, response, answers),
  );
}

export function plainFront(answers: Answers): HttpServer {
  return createServer((request, response) => void answer(request, response, answers));
}

async function answer(
  request: IncomingMessage | Http2ServerRequest,
  response: ServerResponse | Http2ServerResponse,
  answers: Answers,
): Promise<void> {
  const body = await bodyOf(request).catch(() => null);
  // Gone while it was speaking.
  if (body === null) return;
  const authority = ("authority" in request && request.authority) || request.headers.host || "";
  const {
    status,
    headers = {},
    body: said = "",
    trailers,
  } = answers({
    method: request.method ?? "GET",
    host: authority.replace(/:\d+$/, "").toLowerCase(),
    url: request.url ?? "/",
    path: (request.url ?? "/").split("?")[0]!,
    headers: request.headers,
    body: request.headers["content-encoding"] === "gzip" ? gunzipSync(body) : body,
  });
  if (trailers && "stream" in response)
    return answerGrpc(response as Http2ServerResponse, { status, headers, body: said, trailers });
  (response as ServerResponse).writeHead(status, headers).end(said);
}

function answerGrpc({ stream }: Http2ServerResponse, { status, headers, body = "", trailers = {} }: Answered): void {
  stream.on("error", () => {});
  if (stream.destroyed) return;
  if (body.length === 0)
    return void stream.respond({ ":status": status, ...headers, ...trailers }, { endStream: true });
  stream.respond({ ":status": status, ...headers }, { waitForTrailers: true });
  stream.once("wantTrailers", () => stream.sendTrailers(trailers));
  stream.end(body);
}

async function bodyOf(request: AsyncIterable<Buffer>): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  return Buffer.concat(chunks);
}
