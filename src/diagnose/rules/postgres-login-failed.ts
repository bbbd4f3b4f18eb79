// The database is reached and refuses the password, the user or the database name.

import type { ObservedCheck } from "../evidence.ts";
import { failedStep, stepOf } from "../failed-step.ts";
import type { Remedy } from "../finding.ts";
import { listed, losses, sentences, targets } from "../phrase.ts";
import { poolerSays } from "../pooler.ts";
import { doctor } from "../remedies/command.ts";
import type { NetworkRule } from "../rule.ts";
import { databaseName, hostPort, isPostgres, isRedshift } from "../service.ts";
import { sightings } from "../sighting.ts";
import { POSTGRES_CODES, REDSHIFT_REFUSAL } from "../sources.ts";
import { serverWordsOf, sqlStateOf } from "../sql-state.ts";

export const postgresLoginFailed: NetworkRule = {
  code: "postgres-login-failed",
  page: {
    summary: "The database is reached and refuses the password, the user or the database.",
    severities: ["error"],
    means:
      "The network is open; the credentials are not right (28P01), or the database does not exist (3D000); PgBouncer says both with 08P01. Where a password is asked for, PostgreSQL answers the same for an unknown user and for a wrong password. With 28000 it refuses a user that does not exist or may not log in where pg_hba.conf asks for no password; Redshift, and servers that ask LDAP, PAM or RADIUS, refuse a wrong password with it.",
    recognised:
      "The server's own ErrorResponse with one of these codes, to the real driver that logs in as CARTO does, or to the StartupMessage. It is tried only where credentials were given. With 28000 the server's words decide, in English alone: in another language it is taken for the access list (postgres-rejected).",
    evidence: [
      "the SQLSTATE",
      "the server's words, without names",
      "characters in the password that a URL needs percent-encoded",
    ],
    remedies: [
      { who: "operator", do: "Correct the user, the password or the database in the connection." },
      { who: "warehouse-admin", do: "Or create the user or the database, or set the password anew." },
    ],
    verify: "carto-proxy doctor --only CHECK.",
    related: ["postgres-rejected"],
    sources: [POSTGRES_CODES, REDSHIFT_REFUSAL],
  },
  match(observed) {
    if (failedStep(observed)?.failure.code !== "login-failed" || !isPostgres(observed.check)) return null;
    return { severity: "error", group: `${hostPort(observed.check)} ${sqlStateOf(observed) ?? ""}` };
  },
  explain(claimed) {
    const first = claimed[0]!;
    const state = sqlStateOf(first);
    const refused = whatIsRefused(first);
    const clients = listed(claimed.flatMap((observed) => stepOf(observed, "login")?.facts.by ?? []));
    return {
      title: `${databaseName(first.check)} ${targets(claimed)} is reached and ${WORDS[refused]}${state ? ` (SQLSTATE ${state})` : ""}`,
      why: sentences(
        `The network is open; the login failed${clients ? ` (tried by ${clients})` : ""}.`,
        refused === "login" &&
          !isRedshift(first.check) &&
          "PostgreSQL answers the same for an unknown user and for a wrong password.",
        losses(claimed),
      ),
      evidence: sightings(claimed),
      remedies: REMEDIES[refused].map((remedy) => ({ ...remedy, verify: doctor(...claimed) })),
    };
  },
};

type Refused = "database" | "unknown-user" | "barred-user" | "login";

function whatIsRefused(observed: ObservedCheck): Refused {
  const state = sqlStateOf(observed);
  if (state === "3D000" || poolerSays(observed) === "no-database") return "database";
  const said = serverWordsOf(observed) ?? "";
  if (/^role .* does not exist$/s.test(said)) return "unknown-user";
  return said.endsWith(" is not permitted to log in") ? "barred-user" : "login";
}

const WORDS: Record<Refused, string> = {
  database: "does not know the database",
  "unknown-user": "does not know the user",
  "barred-user": "does not let this user log in",
  login: "refuses the user or the password",
};

const REMEDIES: Record<Refused, Remedy[]> = {
  database: [
    { who: "operator", do: "Correct the name of the database in the connection." },
    { who: "warehouse-admin", do: "Or create the database, and let the user connect to it." },
  ],
  "unknown-user": [
    { who: "operator", do: "Correct the user in the connection." },
    { who: "warehouse-admin", do: "Or create the user (CREATE ROLE … LOGIN)." },
  ],
  "barred-user": [
    { who: "operator", do: "Name another user in the connection: this one is a role that may not log in." },
    { who: "warehouse-admin", do: "Or let the role log in (ALTER ROLE … LOGIN)." },
  ],
  login: [
    {
      who: "operator",
      do: "Correct the user or the password in the connection (in a URL, percent-encode characters such as @ : / #).",
    },
    { who: "warehouse-admin", do: "Or create the user, or set its password anew." },
  ],
};
