// The database is reached and turns this client away: its access list, its limits, or its start.

import type { Evidence, ObservedCheck } from "../evidence.ts";
import { failedStep, stepOf } from "../failed-step.ts";
import type { Remedy } from "../finding.ts";
import { pathCheckOf } from "../path-check.ts";
import { losses, sentences, targets } from "../phrase.ts";
import { poolerSays } from "../pooler.ts";
import { remediesForAccessList } from "../remedies/access-list.ts";
import { doctor } from "../remedies/command.ts";
import { remedyForLimit } from "../remedies/connection-limit.ts";
import { poolerRemedies } from "../remedies/pooler.ts";
import { remediesFor } from "../remedies/server-state.ts";
import type { NetworkRule } from "../rule.ts";
import { type ServerState, serverState } from "../server-state.ts";
import { databaseName, hostPort, isRedshift } from "../service.ts";
import { sightings } from "../sighting.ts";
import { POSTGRES_CODES, POSTGRES_HBA, POSTGRES_HOT_STANDBY, POSTGRES_LIMITS, POSTGRES_STATES } from "../sources.ts";
import { serverWordsOf, sqlStateOf } from "../sql-state.ts";

export const postgresRejected: NetworkRule = {
  code: "postgres-rejected",
  page: {
    summary: "The database is reached and turns this client away.",
    severities: ["error"],
    means:
      "The network is open. The server's access list has no line for this client (28000), it has no connection left (53300), or it takes no connections just now (57P03): it is starting up, shutting down, recovering from a crash, or a standby that lets nobody in, which waiting does not change. PgBouncer in front of it says with 08P01 that it is full, that it takes encrypted connections alone, or that it gets no connection to the server behind it.",
    recognised:
      "The server's own ErrorResponse with one of these codes, in answer to the StartupMessage or at the login.",
    evidence: [
      "the SQLSTATE",
      "the server's words, without names: which limit was met, and which state it is in",
      "for 28000: whether the connection was encrypted, since lines of type hostssl count for encrypted ones alone",
    ],
    remedies: [
      {
        who: "warehouse-admin",
        do: "28000: add a line for the CARTO host to pg_hba.conf and reload (Redshift: see require_ssl). 53300: close idle connections or raise the limit that the server names. 57P03: see the server's log; a standby with hot_standby = off lets nobody in.",
      },
      {
        who: "operator",
        do: "28000 without TLS, and where PgBouncer requires it: connect with TLS. 57P03: wait and test again, except where the server is a standby that lets nobody in: connect to the primary.",
      },
    ],
    verify: "carto-proxy doctor --only CHECK.",
    related: ["postgres-login-failed", "postgres-tls-refused"],
    sources: [POSTGRES_CODES, POSTGRES_HBA, POSTGRES_STATES, POSTGRES_HOT_STANDBY, POSTGRES_LIMITS],
  },
  match(observed) {
    if (failedStep(observed)?.failure.code !== "rejected") return null;
    return { severity: "error", group: `${hostPort(observed.check)} ${sqlStateOf(observed) ?? ""}` };
  },
  explain(claimed, evidence) {
    const first = claimed[0]!;
    const state = sqlStateOf(first);
    const pooler = poolerSays(first);
    const server = serverState(first);
    const encrypted = isEncrypted(first, evidence);
    const says = state ? ` (SQLSTATE ${state})` : "";
    return {
      title: `${databaseName(first.check)} ${targets(claimed)} is reached and ${WORDS[pooler ?? server ?? state ?? ""] ?? "turns this client away"}${says}`,
      why: sentences(
        "The network is open; the server itself said this.",
        state === "28000" &&
          !isRedshift(first.check) &&
          "SQLSTATE 28000 usually means that no line of pg_hba.conf lets in this address with this user, database and encryption.",
        state === "28000" &&
          encrypted === false &&
          (isRedshift(first.check)
            ? "This connection was not encrypted: with require_ssl Redshift says that it has no pg_hba.conf entry for it."
            : "This connection was not encrypted: a line of type hostssl does not count for it."),
        pooler === "no-server" &&
          "These are the words of PgBouncer, which stands in front of the database: it let the client in, and waits for the server behind it.",
        server === "standby-closed" &&
          "This server is a standby with hot_standby = off, which lets no client in as long as it is one.",
        losses(claimed),
      ),
      evidence: sightings(claimed),
      remedies: remedies(first, encrypted).map((remedy) => ({ ...remedy, verify: doctor(...claimed) })),
    };
  },
};

const STATES: Record<ServerState, string> = {
  starting: "is starting up",
  stopping: "is shutting down",
  recovering: "is recovering from a crash",
  "standby-not-ready": "is not ready for connections yet",
  "standby-closed": "is a standby that lets no client in",
};

const WORDS: Record<string, string> = {
  ...STATES,
  full: "has no connection left for this client",
  "no-tls": "takes encrypted connections alone",
  "no-server": "gives no connection to the server behind its pooler",
  "28000": "does not let this client in",
  "53300": "has no connection left for this client",
  "57P03": "takes no connections now",
};

function remedies(observed: ObservedCheck, encrypted: boolean | null): Remedy[] {
  const pooler = poolerSays(observed);
  if (pooler && pooler !== "no-database") return poolerRemedies[pooler];
  const server = serverState(observed);
  if (server) return remediesFor(server);
  switch (sqlStateOf(observed)) {
    case "28000":
      return remediesForAccessList({ encrypted, isRedshift: isRedshift(observed.check) });
    case "53300":
      return [remedyForLimit(serverWordsOf(observed) ?? "")];
    case "57P03":
      return remediesFor(null);
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
