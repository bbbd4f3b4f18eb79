// The forward proxy of the lab, over plain TCP and over TLS: CONNECT and absolute-form requests, each ruled on by host:port.

import { createServer, type IncomingMessage, request, type ServerResponse } from "node:http";
import { createServer as createSecureServer } from "node:https";
import { connect } from "node:net";
import type { Duplex } from "node:stream";
import type { Issued } from "./certificates.ts";
import { type Listener, listen } from "./listener.ts";
import { type Refusal, refusals, renderPage, writeRefusal } from "./proxy-refusal.ts";

/** What the proxy does with a target; one that it has no ruling for is a name that it cannot resolve. */
export type Ruling = { kind: "forward" | "intercept"; port: number } | { kind: "deny" };

export interface ProxyRequest {
  by: "http" | "https";
  /** "CONNECT", or the method of an absolute-form request. */
  method: string;
  /** host:port, lower case. */
  target: string;
  ruling: Ruling["kind"] | "unknown";
}

export interface ForwardProxy {
  plain: Listener;
  secure: Listener;
  /** Every request so far, in order. */
  log: ProxyRequest[];
  close(): Promise<void>;
}

/** `rulings`: "host:port" in lower case, IPv6 in brackets → ruling; read at each request, so that it may still change. */
export async function startProxy(wanted: { certificate: Issued; rulings: Map<string, Ruling> }): Promise<ForwardProxy> {
  const log: ProxyRequest[] = [];
  const servers = {
    http: createServer(),
    https: createSecureServer({ cert: wanted.certificate.cert, key: wanted.certificate.key }),
  };
  for (const by of ["http", "https"] as const) {
    const ruleOn = (method: string, target: string): Ruling | null => {
      const ruling = wanted.rulings.get(target) ?? null;
      log.push({ by, method, target, ruling: ruling?.kind ?? "unknown" });
      return ruling;
    };
    servers[by].on("connect", (asked: IncomingMessage, socket: Duplex, head: Buffer) => {
      openTunnel(ruleOn("CONNECT", (asked.url ?? "").toLowerCase()), socket, head);
    });
    servers[by].on("request", (asked: IncomingMessage, response: ServerResponse) => {
      const url = absoluteUrl(asked.url ?? "");
      if (url === null) refuse(response, refusals.notAbsolute);
      else forward(ruleOn(asked.method ?? "GET", `${url.hostname}:${url.port || "80"}`), url, asked, response);
    });
    servers[by].on("clientError", (_: Error, socket: Duplex) => socket.destroy());
  }
  const plain = await listen(servers.http);
  const secure = await listen(servers.https);
  const close = async () => {
    await Promise.all([plain.close(), secure.close()]);
  };
  return { plain, secure, log, close };
}

function openTunnel(ruling: Ruling | null, socket: Duplex, head: Buffer): void {
  if (ruling === null || ruling.kind === "deny") {
    writeRefusal(socket, ruling === null ? refusals.unknownName : refusals.denied);
    return;
  }
  const upstream = connect({ host: "127.0.0.1", port: ruling.port });
  let open = false;
  upstream.once("connect", () => {
    open = true;
    socket.write("HTTP/1.1 200 Connection established\r\n\r\n");
    upstream.write(head);
    socket.pipe(upstream).pipe(socket);
  });
  upstream.on("error", () => (open ? socket.destroy() : writeRefusal(socket, refusals.unreachable)));
  socket.once("close", () => upstream.destroy());
}

function forward(ruling: Ruling | null, url: URL, asked: IncomingMessage, response: ServerResponse): void {
  if (ruling === null || ruling.kind === "deny") {
    refuse(response, ruling === null ? refusals.unknownName : refusals.denied);
    return;
  }
  const upstream = request({
    host: "127.0.0.1",
    port: ruling.port,
    method: asked.method,
    path: url.pathname + url.search,
    headers: { ...endToEnd(asked.headers), host: url.host, via: VIA },
    agent: false,
  });
  upstream.once("response", (reply) => {
    response.writeHead(reply.statusCode ?? 502, { ...endToEnd(reply.headers), via: VIA });
    reply.pipe(response);
  });
  upstream.on("error", () => (response.headersSent ? response.destroy() : refuse(response, refusals.unreachable)));
  response.once("close", () => upstream.destroy());
  asked.pipe(upstream);
}

const VIA = "1.1 demo-proxy";

/** A proxy forwards neither Connection and what it names nor what is meant for itself (RFC 9110 §7.6.1). */
function endToEnd(headers: IncomingMessage["headers"]): IncomingMessage["headers"] {
  const named = (headers.connection ?? "").split(",").map((name) => name.trim().toLowerCase());
  const hop = [
    "connection",
    "proxy-connection",
    "proxy-authorization",
    "keep-alive",
    "te",
    "transfer-encoding",
    "upgrade",
  ];
  return Object.fromEntries(Object.entries(headers).filter(([name]) => !hop.includes(name) && !named.includes(name)));
}

function absoluteUrl(text: string): URL | null {
  const url = URL.canParse(text) ? new URL(text) : null;
  return url?.protocol === "http:" ? url : null;
}

function refuse(response: ServerResponse, refusal: Refusal): void {
  response.writeHead(refusal.status, refusal.statusText, { ...refusal.headers, connection: "close" });
  response.end(renderPage(refusal));
}
