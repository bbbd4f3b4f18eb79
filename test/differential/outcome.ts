// What a library did, in the words that both sides are compared by.

import { URL } from "node:url";
import type { ClientRoute, ClientTarget } from "../../src/settings/client-route/client-route.ts";

/** "direct", "error", or "proxy host:port". */
export type Outcome = string;

/** The first destination of the library; null where it gave up without one. */
export interface Seen {
  host: string;
  port: number;
}

export function outcomeOf(seen: Seen | null, target: ClientTarget): Outcome {
  if (seen === null || !(seen.port >= 0 && seen.port < 65_536)) return "error";
  const host = plain(seen.host);
  if (host === plain(target.host) && seen.port === target.port) return "direct";
  // A host that no variable names was made of a broken value: nobody can work so.
  return /\.corp\.test$|^10\.9\.8\.7$|^fd00::99$/.test(host) ? `proxy ${host}:${seen.port}` : "error";
}

export function outcomeOfOurs({ route, proxy }: ClientRoute): Outcome {
  if (route !== "proxy") return route;
  const { hostname, port, protocol } = new URL(proxy ?? "");
  return `proxy ${plain(hostname)}:${port || (protocol === "https:" ? 443 : 80)}`;
}

function plain(host: string): string {
  return host.replace(/^\[|\]$/g, "").toLowerCase();
}
