// The NO_PROXY entry that decides the route of a check: each kind of traffic has a client library whose reading counts.

import type { ClientTarget } from "./client-route/client-route.ts";
import { googleEntry } from "./client-route/google.ts";
import { grpcEntry } from "./client-route/grpc.ts";
import { snowflakeEntry } from "./client-route/snowflake.ts";
import { undiciEntry } from "./client-route/undici.ts";

type Entry = (list: string, target: ClientTarget) => string | null;

const entryOf = {
  undici: (list, target) => undiciEntry("8.11", list, target),
  gaxios: (list, target) => googleEntry(list, target, true),
  "grpc-js": (list, { host }) => grpcEntry(list, host),
  "snowflake-sdk": snowflakeEntry,
} satisfies Record<string, Entry>;

export type NoProxyClient = keyof typeof entryOf;

/** The entry by which `client` would go direct to the target, or null where it would use the proxy. */
export function matchNoProxy(client: NoProxyClient, entries: string[], target: ClientTarget): string | null {
  if (entries.length === 0) return null;
  return entryOf[client](entries.join(","), { ...target, host: target.host.toLowerCase() });
}
