// Answers for every whitelisted host: HTTP/1.1, HTTP/2 and gRPC on 443 and 8443 with the lab's certificate, plain HTTP on 80.

import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import { createSecureServer, type Http2ServerRequest, type Http2ServerResponse } from "node:http2";
import type { Answers } from "../answers.ts";

const answers = JSON.parse(readFileSync("/lab/answers.json", "utf8")) as Answers;

/** gRPC without credentials: UNAUTHENTICATED, in a single block of headers ("Trailers-Only"). */
const UNAUTHENTICATED = {
  ":status": 200,
  "content-type": "application/grpc",
  "grpc-status": "16",
  "grpc-message": "no credentials",
};

const certificate = { cert: readFileSync("/certs/origin.crt"), key: readFileSync("/certs/origin.key") };
for (const port of [443, 8443]) createSecureServer({ allowHTTP1: true, ...certificate }, secured).listen(port);

function secured(request: Http2ServerRequest, response: Http2ServerResponse): void {
  if (request.headers["content-type"]?.startsWith("application/grpc")) {
    request.stream.respond(UNAUTHENTICATED, { endStream: true });
    return;
  }
  const host = request.authority || request.headers.host || "";
  const { status, headers, body } = answer(host, request.url);
  response.writeHead(status, headers);
  response.end(body);
}

createServer((request, response) => {
  const { status, headers, body } = answer(request.headers.host ?? "", request.url ?? "/");
  response.writeHead(status, headers);
  response.end(body);
}).listen(80);

function answer(authority: string, url: string): { status: number; headers: Record<string, string>; body: string } {
  const host = authority.replace(/:\d+$/, "");
  const wanted = answers[host]?.[url];
  const body = wanted?.body || JSON.stringify({ host, url });
  return {
    status: wanted?.status ?? 200,
    headers: { "content-type": "application/json", ...wanted?.headers },
    body,
  };
}

process.on("SIGTERM", () => process.exit(0));
