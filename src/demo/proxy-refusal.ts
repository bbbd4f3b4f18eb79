// How the lab's proxy says no: a status, a small page, and RFC 9209 Proxy-Status, as an honest proxy of no brand would.

import type { Duplex } from "node:stream";

export interface Refusal {
  status: number;
  statusText: string;
  headers: Record<string, string>;
  page: string;
}

export const refusals = {
  denied: refusal(403, "Forbidden", "http_request_denied", "The rules of this proxy do not allow this site."),
  unknownName: refusal(502, "Bad Gateway", "dns_error", "This proxy cannot resolve the name of this site."),
  unreachable: refusal(502, "Bad Gateway", "connection_refused", "This proxy cannot connect to this site."),
  notAbsolute: refusal(400, "Bad Request", "http_request_error", "This is a proxy: it serves no pages of its own."),
} satisfies Record<string, Refusal>;

export function renderPage({ status, statusText, page }: Refusal): string {
  return `<!DOCTYPE html><title>${status} ${statusText}</title><h1>${statusText}</h1><p>${page}</p>\n`;
}

/** In answer to CONNECT, where there is no response object to write to. */
export function writeRefusal(socket: Duplex, refusal: Refusal): void {
  const page = renderPage(refusal);
  const headers = { ...refusal.headers, "content-length": String(Buffer.byteLength(page)), connection: "close" };
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
  socket.end(`HTTP/1.1 ${refusal.status} ${refusal.statusText}\r\n${lines.join("")}\r\n${page}`);
}

function refusal(status: number, statusText: string, error: string, page: string): Refusal {
  const headers = {
    via: "1.1 demo-proxy",
    "proxy-status": `demo-proxy; error=${error}`,
    "content-type": "text/html; charset=utf-8",
    "cache-control": "no-store",
  };
  return { status, statusText, headers, page };
}
