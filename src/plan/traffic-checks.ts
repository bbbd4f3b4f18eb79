// Checks of what corporate proxies break although a GET passes: each on a row that asks for it, after the row's own check.

import type { Domain, TrafficKind } from "../whitelist/domain.ts";
import type { Check, PlannedTraffic } from "./check.ts";

export interface TrafficOptions {
  /** Everything that the rows ask for. */
  thorough: boolean;
  /** Seconds to hold a connection idle; null for as long as `thorough` does, and without it not at all. */
  idle: number | null;
}

export const IDLE_SECONDS = 75;
export const MOST_TUNNELS = 20;
export const UPLOAD_BYTES = 4 * 1024 * 1024;
export const LONG_BYTES = 6 * 1024;
export const POST_BYTES = 1024;

/** Never required: what the real services answer to these without credentials is mostly not verified. */
export function trafficChecks(ways: Check[], domains: Domain[], options?: TrafficOptions): Check[] {
  if (!options) return [];
  const planned = new Map<string, Check>();
  for (const way of ways.filter(isOrdinary)) {
    for (const kind of domainOf(way, domains)?.traffic ?? []) {
      if (!isAsked(kind, options) || (kind === "tunnels" && way.route.kind !== "proxy")) continue;
      // What a proxy lets one client have does not depend on the target: one count for each proxy.
      const key = kind === "tunnels" && way.route.kind === "proxy" ? way.route.proxy : `${kind} ${way.host}`;
      const id = `traffic:${kind}@${way.host}`;
      if (!planned.has(key)) planned.set(key, trafficCheck(id, kind, way, options.idle ?? IDLE_SECONDS));
    }
  }
  return [...planned.values()];
}

function trafficCheck(id: string, kind: TrafficKind, way: Check, idle: number): Check {
  const traffic: PlannedTraffic = { kind, after: way.id, ...AMOUNTS[kind] };
  return {
    ...way,
    id,
    need: "optional",
    purpose: `${WORDS[kind]} ${way.purpose}`,
    expect: null,
    wildcard: null,
    traffic: kind === "idle" ? { ...traffic, idleMs: Math.round(idle * 1000) } : traffic,
  };
}

const AMOUNTS: Record<TrafficKind, Pick<PlannedTraffic, "bytes" | "connections">> = {
  post: { bytes: POST_BYTES, connections: 1 },
  "long-header": { bytes: LONG_BYTES, connections: 1 },
  websocket: { bytes: 0, connections: 1 },
  upload: { bytes: UPLOAD_BYTES, connections: 1 },
  idle: { bytes: 0, connections: 1 },
  // At the limit, one more try while the others are held and three when they are not.
  tunnels: { bytes: 0, connections: MOST_TUNNELS + 4 },
};

/** What breaks in CARTO without it, before the row's own words. */
const WORDS: Record<TrafficKind, string> = {
  post: "A POST with a JSON body, as queries and reports are sent; without it pages load and nothing can be done on them.",
  "long-header":
    "A long head, as signed addresses, logins and tokens make them; without it sign-in and buckets fail at times.",
  websocket: "A change to the WebSocket protocol; without it what is updated live stays as it was.",
  upload: "A body of several MB; without it imports and uploads to buckets break off.",
  idle: "A connection that is open and silent for a while, as streams and long queries are; without it changes arrive late or never.",
  tunnels: "Many connections at once, as CARTO's services hold them together; without it some of them fail by turns.",
};

function isAsked(kind: TrafficKind, { thorough, idle }: TrafficOptions): boolean {
  return thorough || (kind === "idle" && idle !== null);
}

function isOrdinary({ kind, protocol, warehouse }: Check): boolean {
  return kind === "path" && protocol === "https" && warehouse === null;
}

/** By id: a sample's is `id@host`. */
function domainOf({ id }: Check, domains: Domain[]): Domain | undefined {
  return domains.find((domain) => domain.id === id || id.startsWith(`${domain.id}@`));
}
