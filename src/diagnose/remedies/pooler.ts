// What to do where PgBouncer, in front of the database, says no by itself.

import type { Remedy } from "../finding.ts";
import type { PoolerSays } from "../pooler.ts";

export const poolerRemedies: Record<Exclude<PoolerSays, "no-database">, Remedy[]> = {
  full: [
    {
      who: "warehouse-admin",
      do: "PgBouncer: close idle clients, or raise max_client_conn (SHOW CLIENTS lists them).",
    },
  ],
  "no-tls": [
    {
      who: "operator",
      do: "Connect with TLS (sslmode=require): PgBouncer has client_tls_sslmode = require or stricter.",
      snippet: { language: "url", text: "sslmode=require" },
    },
  ],
  "no-server": [
    {
      who: "warehouse-admin",
      do: "See in PgBouncer's log why it gets no connection: the server behind it is down or unreachable, refuses PgBouncer's login, or every connection of the pool is taken (SHOW POOLS: default_pool_size).",
    },
  ],
};
