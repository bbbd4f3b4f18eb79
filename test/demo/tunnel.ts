// A client of the lab's proxy, by hand on node:http and node:tls: what it sees is not filtered by any library.

import { once } from "node:events";
import { type ClientRequest, type IncomingMessage, request } from "node:http";
import { request as secureRequest } from "node:https";
import type { Socket } from "node:net";
import { connect, type TLSSocket } from "node:tls";

export interface ProxyAddress {
  port: number;
  /** Given for a proxy that speaks TLS: the PEM of the authority to trust. */
  ca?: string;
}

export interface Reply {
  status: number;
  headers: IncomingMessage["headers"];
  body: string;
}

/** The socket where the tunnel opened, else the refusal. */
export async function askForTunnel(proxy: ProxyAddress, target: string): Promise<Socket | Reply> {
  const asked = ask(proxy, "CONNECT", target);
  asked.end();
  const [response, socket, head] = (await once(asked, "connect")) as [IncomingMessage, Socket, Buffer];
  if (response.statusCode === 200) return socket;
  // Node.js hands over the bytes behind the head of any reply to CONNECT as they are.
  let body = head.toString();
  for await (const chunk of socket) body += String(chunk);
  return { status: response.statusCode ?? 0, headers: response.headers, body };
}

export async function openTunnel(proxy: ProxyAddress, target: string): Promise<Socket> {
  const opened = await askForTunnel(proxy, target);
  if ("status" in opened) throw new Error(`tunnel refused: ${opened.status}`);
  return opened;
}

/** TLS to `host` inside a tunnel; verification is recorded on the socket and not enforced. */
export async function handshake(
  proxy: ProxyAddress,
  target: { host: string; port: number; ca: string; alpn?: string },
): Promise<TLSSocket> {
  const socket = await openTunnel(proxy, `${target.host}:${target.port}`);
  const secure = connect({
    socket,
    servername: target.host,
    ca: target.ca,
    ALPNProtocols: [target.alpn ?? "http/1.1"],
    rejectUnauthorized: false,
  });
  await once(secure, "secureConnect");
  return secure;
}

/** A plain request through the proxy, in absolute form. */
export async function get(proxy: ProxyAddress, url: string): Promise<Reply> {
  const asked = ask(proxy, "GET", url);
  asked.end();
  const [response] = (await once(asked, "response")) as [IncomingMessage];
  let body = "";
  for await (const chunk of response) body += String(chunk);
  return { status: response.statusCode ?? 0, headers: response.headers, body };
}

function ask(proxy: ProxyAddress, method: string, path: string): ClientRequest {
  const host = method === "CONNECT" || !URL.canParse(path) ? path : new URL(path).host;
  const options = { host: "127.0.0.1", port: proxy.port, method, path, headers: { host }, agent: false as const };
  // Without a name of its own, node:https would take that of the Host header for the proxy's.
  return proxy.ca === undefined ? request(options) : secureRequest({ ...options, ca: proxy.ca, servername: "" });
}
