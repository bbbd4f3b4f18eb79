// Which limit a full PostgreSQL has met (53300), by its own words, and what raises it.

import type { Remedy } from "../finding.ts";

const SERVER = "SELECT count(*) FROM pg_stat_activity;\nSHOW max_connections;";

const LIMITS: [words: RegExp, raise: string, sql: string][] = [
  [
    /^too many connections for role /,
    "the limit of this role (ALTER ROLE … CONNECTION LIMIT)",
    "SELECT rolname, rolconnlimit FROM pg_roles WHERE rolconnlimit >= 0;",
  ],
  [
    /^too many connections for database /,
    "the limit of this database (ALTER DATABASE … CONNECTION LIMIT)",
    "SELECT datname, datconnlimit FROM pg_database WHERE datconnlimit >= 0;",
  ],
  [
    /^(sorry, too many clients already|remaining connection slots are reserved)/,
    "max_connections of the server (needs a restart)",
    SERVER,
  ],
  [
    // Redshift (node-postgres, issue 1155), whose limit for a cluster is not its customer's to raise.
    /^connection limit .* exceeded for non-bootstrap users/,
    "the limit of the user or database where one is set (Redshift's own for a cluster is fixed)",
    "SELECT count(*) FROM stv_sessions;",
  ],
];

/** In another language it is not known which. */
const ANY: (typeof LIMITS)[number] = [
  /^/,
  "the limit: max_connections of the server (needs a restart), or the CONNECTION LIMIT of the role or database",
  SERVER,
];

export function remedyForLimit(said: string): Remedy {
  const [, raise, sql] = LIMITS.find(([words]) => words.test(said)) ?? ANY;
  return {
    who: "warehouse-admin",
    do: `Close idle connections, or raise ${raise}.`,
    snippet: { language: "sql", text: sql },
  };
}
