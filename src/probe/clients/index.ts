// Which real client library runs a check of kind "client".

import type { ClientName } from "../../plan/check.ts";
import type { Prober } from "../prober.ts";
import { bigquery } from "./bigquery.ts";
import { databricks } from "./databricks.ts";
import { fetch } from "./fetch.ts";
import { nodeHttp } from "./node-http.ts";
import { postgres } from "./postgres.ts";
import { pubsub } from "./pubsub.ts";
import { snowflake } from "./snowflake.ts";

export const clients = {
  fetch,
  "node-http": nodeHttp,
  pubsub,
  postgres,
  bigquery,
  snowflake,
  databricks,
} satisfies Record<ClientName, Prober>;

/** The Snowflake driver asks two revocation services in turn before it gives up on them: 15 seconds (snowflake-sdk 3.3, measured). */
const PATIENCE_MS: Partial<Record<ClientName, number>> = { snowflake: 20_000 };

/** Milliseconds for a check by this client, where `timeoutMs` is what any other check may take. */
export function clientLimit(client: ClientName, timeoutMs: number): number {
  return timeoutMs + (PATIENCE_MS[client] ?? 0);
}
