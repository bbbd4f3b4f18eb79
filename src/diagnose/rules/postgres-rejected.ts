// The database is reached and turns this client away: its access list, its limits, or its start.

import type { Evidence, ObservedCheck } from "../evidence.ts";
import { failedStep, stepOf } from "../failed-step.ts";
import type { Remedy } from "../finding.ts";
import { pathCheckOf } from "../path-check.ts";
import { losses, sentences, targets } from "../phrase.ts";
import { type PoolerSays, poolerSays } from "../pooler.ts";
import { doctor } from "../remedies/command.ts";
import type { NetworkRule } from "../rule.ts";
import { hostPort } from "../service.ts";
import { sightings } from "../sighting.ts";
import { POSTGRES_CODES, POSTGRES_HBA } from "../sources.ts";
import { sqlStateOf } from "../sql-state.ts";

export const postgresRejected: NetworkRule = {
  code: "postgres-rejected",
  page: {
    summary: "The database is reached and turns this client away.",
    severities: ["error"],
    means:
      "The network is open. The server's access list has no line for this client (28000), it has no connection left (53300), or it is starting up or shutting down (57P03). PgBouncer in front of it says with 08P01 that it is full, or that it gets no connection to the server behind it.",
    recognised:
      "The server's own ErrorResponse with one of these codes, in answer to the StartupMessage or at the login.",
    evidence: [
      "the SQLSTATE",
      "for 28000: whether the connection was encrypted, since lines of type hostssl count for encrypted ones alone",
    ],
    remedies: [
      {
        who: "warehouse-admin",
        do: "28000: add a line for the CARTO host to pg_hba.conf and reload. 53300: close idle connections or raise the limit. 57P03: see the server's log.",
      },
      { who: "operator", do: "28000 without TLS: connect with TLS. 57P03: wait and test again." },
    ],
    verify: "carto-proxy doctor --only CHECK.",
    related: ["postgres-login-failed", "postgres-tls-refused"],
    sources: [POSTGRES_CODES, POSTGRES_HBA],
  },
  match(observed) {
    if (failedStep(observed)?.failure.code !== "rejected") return null;
    return { severity: "error", group: `${hostPort(observed.check)} ${sqlStateOf(observed) ?? ""}` };
  },
  explain(claimed, evidence) {
    const first = claimed[0]!;
    const state = sqlStateOf(first);
    const pooler = poolerSays(first);
    const encrypted = isEncrypted(first, evidence);
    const says = state ? ` (SQLSTATE ${state})` : "";
    return {
      title: `The database ${targets(claimed)} is reached and ${WORDS[pooler ?? state ?? ""] ?? "turns this client away"}${says}`,
      why: sentences(
        "The network is open; the server itself said this.",
        state === "28000" &&
          "SQLSTATE 28000 usually means that no line of pg_hba.conf lets in this address with this user, database and encryption.",
        state === "28000" &&
          encrypted === false &&
          "This connection was not encrypted: a line of type hostssl does not count for it.",
        pooler === "no-server" &&
          "These are the words of PgBouncer, which stands in front of the database: it let the client in, and waits for the server behind it.",
        losses(claimed),
      ),
      evidence: sightings(claimed),
      remedies: (pooler === "full" || pooler === "no-server" ? POOLER[pooler] : remedies(state, encrypted)).map(
        (remedy) => ({ ...remedy, verify: doctor(...claimed) }),
      ),
    };
  },
};

const POOLER: Record<Exclude<PoolerSays, "no-database">, Remedy[]> = {
  full: [
    {
      who: "warehouse-admin",
      do: "PgBouncer: close idle clients, or raise max_client_conn (SHOW CLIENTS lists them).",
    },
  ],
  "no-server": [
    {
      who: "warehouse-admin",
      do: "See in PgBouncer's log why it gets no connection: the server behind it is down or unreachable, refuses PgBouncer's login, or every connection of the pool is taken (SHOW POOLS: default_pool_size).",
    },
  ],
};

const WORDS: Record<string, string> = {
  full: "has no connection left for this client",
  "no-server": "gives no connection to the server behind its pooler",
  "28000": "does not let this client in",
  "53300": "has no connection left for this client",
  "57P03": "is starting up or shutting down",
};

function remedies(state: string | null, encrypted: boolean | null): Remedy[] {
  switch (state) {
    case "28000":
      return [
        {
          who: "warehouse-admin",
          do: "Add a line for the CARTO host, whose address the server's message usually names, to pg_hba.conf above any that rejects it, and reload the server:",
          snippet: {
            language: "pg_hba",
            text: `# pg_hba.conf; then: SELECT pg_reload_conf();\n${encrypted === false ? "host   " : "hostssl"}  <database>  <user>  <address of the CARTO host>/32  scram-sha-256`,
          },
        },
        ...(encrypted === false
          ? [
              {
                who: "operator" as const,
                do: "If pg_hba.conf lets this client in by hostssl alone: connect with TLS (sslmode=require).",
                snippet: { language: "url", text: "sslmode=require" },
              },
            ]
          : []),
      ];
    case "53300":
      return [
        {
          who: "warehouse-admin",
          do: "Close idle connections, or raise the limit: max_connections of the server (needs a restart), or the CONNECTION LIMIT of the role or database.",
          snippet: { language: "sql", text: "SELECT count(*) FROM pg_stat_activity;\nSHOW max_connections;" },
        },
      ];
    case "57P03":
      return [
        { who: "operator", do: "Wait until the server is up, and test again." },
        {
          who: "warehouse-admin",
          do: "If it stays: see in the server's log why it does not finish starting or stopping.",
        },
      ];
    default:
      return [{ who: "warehouse-admin", do: "See the server's log for this connection, and let the CARTO host in." }];
  }
}

/** Null where it is not known: a client library does not tell, unless our own check beside it did. */
function isEncrypted(observed: ObservedCheck, evidence: Evidence): boolean | null {
  const path = observed.check.kind === "path" ? observed : pathCheckOf(observed, evidence);
  if (!path) return null;
  const tls = stepOf(path, "tls");
  return tls?.ok ? tls.facts.version !== null : tls === null ? false : null;
}
