// A proxy that inspects TLS: every target is shown a certificate of its CA, except the hosts that it is told to let alone.

import type { ServerResponse } from "node:http";
import type { Finding } from "../../src/diagnose/finding.ts";
import { type Authority, authority, leaf } from "./certificates.ts";
import type { Servers } from "./loopback.ts";
import { originThat } from "./origin-that.ts";
import type { Pki } from "./pki.ts";
import { proxyThat } from "./proxy-that.ts";

export interface Inspection {
  port: number;
  ca: Authority;
  /** Hosts, or wildcards, that it does not inspect; read at each request. */
  exempt: Set<string>;
}

/** Two hosts that nobody owns both of, and one that belongs to the first one's owner. */
export const HOSTS = ["maps.example.com", "tiles.example.net"] as const;
export const SISTER = "data.example.com";

/** @param answer what is said inside the inspected connections */
export async function inspects(
  hosts: readonly string[],
  servers: Servers,
  pki: Pki,
  wanted: { ca?: Authority; answer?: (response: ServerResponse, path: string) => void } = {},
): Promise<Inspection> {
  const ca = wanted.ca ?? (await authority("Gateway Inspection CA", "Example Corp"));
  const [inspected, own]: Map<string, number>[] = [new Map(), new Map()];
  for (const host of hosts) {
    const forged = await leaf(ca, [host]);
    const good = await leaf(pki.intermediate, [host], { intermediates: [pki.intermediate] });
    inspected!.set(host, (await servers.up(originThat.works(forged, wanted.answer))).port);
    own!.set(host, (await servers.up(originThat.works(good))).port);
  }
  const exempt = new Set<string>();
  const proxy = await servers.up(
    proxyThat.works((target) => {
      const host = target.replace(/:\d+$/, "");
      return (exempt.has(host) ? own : inspected)!.get(host) ?? 9;
    }),
  );
  return { port: proxy.port, ca, exempt };
}

/** The hosts that a finding asks to be exempted, as printed: Squid's lines, or a list. */
export function hostsIn({ remedies }: Finding): string[] {
  const text =
    remedies.findLast(({ snippet }) => ["squid", "text"].includes(snippet?.language ?? ""))?.snippet?.text ?? "";
  const names = [...text.matchAll(/^acl carto_not_inspected ssl::server_name (\S+)$/gm)].map(([, name]) => name ?? "");
  return names.length > 0 ? names : text.split("\n");
}
