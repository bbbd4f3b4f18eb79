// Which real client library is run against which target: two HTTP clients against one host that stands for all, the others where they are used.

import type { Settings } from "../settings/settings.ts";
import type { Check, ClientName } from "./check.ts";
import type { Draft } from "./plan.ts";
import { trafficTo } from "./traffic.ts";

const PURPOSE: Partial<Record<ClientName, string>> = {
  fetch: "The same by undici, as the services that call fetch reach it.",
  "node-http": "The same by proxy-agent under Node's own client, as most services reach it.",
  pubsub:
    "The same by @grpc/grpc-js, the client under Pub/Sub: a call without credentials, which the service must answer.",
};

/** For the rows of the whitelist; those of a warehouse stand with it (warehouse-checks.ts). */
export function clientDrafts(rows: Check[], clients: readonly ClientName[], settings: Settings): Draft[] {
  const paths = rows.filter(({ kind, leavesFrom }) => kind === "path" && leavesFrom === "pod");
  const host = representative(paths);
  const http = (["fetch", "node-http"] as const).map((client) => host && draft(client, host));
  // CARTO can use Pub/Sub's REST interface instead.
  const rest = settings.environment.get("PUBSUB_USE_REST_API")?.toLowerCase() === "true";
  const broker = rest ? [] : paths.filter(isBroker).map((row) => draft("pubsub", row));
  const wanted = (each: Draft | null): each is Draft => each?.client != null && clients.includes(each.client);
  return [...http, ...broker].filter(wanted);
}

/** gRPC of another service (BigQuery Storage) would not know the call. */
function isBroker({ protocol, host }: Check): boolean {
  return protocol === "grpc" && !host.startsWith("bigquery");
}

/** Rather one that shows by its answer that it is the right server. */
function representative(rows: Check[]): Check | null {
  const fitting = rows.filter(({ need, protocol, wildcard, host, port }) => {
    return need === "required" && protocol === "https" && !wildcard && trafficTo(host, protocol, port, null) === "node";
  });
  return fitting.find(({ expect }) => expect !== null) ?? fitting[0] ?? null;
}

function draft(client: ClientName, { route: _, skip: __, ...row }: Check): Draft {
  return {
    ...row,
    id: `client:${client}@${row.host}`,
    kind: "client",
    client,
    purpose: PURPOSE[client] ?? row.purpose,
  };
}
