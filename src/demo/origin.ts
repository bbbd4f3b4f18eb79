// The origins of the lab: one TLS server that shows each name its own certificate and answers HTTPS and gRPC, one for plain HTTP.

import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { createSecureServer, type Http2ServerRequest, type Http2ServerResponse } from "node:http2";
import { createSecureContext, type SecureContext } from "node:tls";
import { type Authority, type Issued, issue, newKeys } from "./certificates.ts";
import { type Listener, listen } from "./listener.ts";

export interface Answer {
  status: number;
  headers: Record<string, string>;
  body: string;
}

/** What to answer for a host (lower case, without port) and a path. */
export type AnswerFor = (host: string, path: string) => Answer;

/** A certificate, by the server name that the client asks for. */
type CertificateFor = (names: string[]) => Promise<Issued>;

/** gRPC without credentials, in a single block of headers ("Trailers-Only" of the gRPC protocol over HTTP/2): 16 is UNAUTHENTICATED. */
const UNAUTHENTICATED = {
  ":status": 200,
  "content-type": "application/grpc",
  "grpc-status": "16",
  "grpc-message": "no credentials",
};

/**
 * HTTP/1.1, HTTP/2 and gRPC over TLS, with certificates by `issuer` for whatever name is asked for. A client that sends no
 * name (an IP address as target) is shown the one for localhost. `sendRoot`: the issuer's own certificate goes along.
 */
export async function startSecureOrigin(wanted: {
  issuer: Authority;
  answerFor: AnswerFor;
  sendRoot?: boolean;
}): Promise<Listener> {
  const certificateFor = await certificates(wanted.issuer, wanted.sendRoot === true);
  const { cert, key } = await certificateFor(["localhost", "127.0.0.1"]);
  const contexts = new Map<string, Promise<SecureContext>>();
  const contextFor = (name: string) => {
    const known = contexts.get(name) ?? certificateFor([name]).then(createSecureContext);
    contexts.set(name, known);
    return known;
  };
  const server = createSecureServer({
    allowHTTP1: true,
    cert,
    key,
    SNICallback: (name, done) => {
      contextFor(name.toLowerCase()).then(
        (context) => done(null, context),
        (error: Error) => done(error),
      );
    },
  });
  server.on("request", (request: Http2ServerRequest, response: Http2ServerResponse) => {
    if (request.httpVersionMajor === 2 && request.headers["content-type"]?.startsWith("application/grpc")) {
      request.stream.on("error", () => {});
      request.stream.respond(UNAUTHENTICATED, { endStream: true });
      return;
    }
    const { status, headers, body } = wanted.answerFor(hostOf(request.authority || request.headers.host), request.url);
    request.resume();
    response.writeHead(status, headers);
    response.end(body);
  });
  return listen(server);
}

export function startPlainOrigin(answerFor: AnswerFor): Promise<Listener> {
  const server = createServer((request: IncomingMessage, response: ServerResponse) => {
    const { status, headers, body } = answerFor(hostOf(request.headers.host), request.url ?? "/");
    request.resume();
    response.writeHead(status, headers);
    response.end(body);
  });
  return listen(server);
}

async function certificates(issuer: Authority, sendRoot: boolean): Promise<CertificateFor> {
  const keys = await newKeys();
  return async (names) => {
    const issued = await issue(issuer, { names, keys });
    return sendRoot ? { ...issued, cert: issued.cert + issuer.certificate } : issued;
  };
}

function hostOf(authority: string | undefined): string {
  return (authority ?? "").replace(/:\d+$/, "").toLowerCase();
}
