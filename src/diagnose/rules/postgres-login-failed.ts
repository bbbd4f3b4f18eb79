// The database is reached and refuses the password, the user or the database name.

import { failedStep, stepOf } from "../failed-step.ts";
import { listed, losses, sentences, targets } from "../phrase.ts";
import { poolerSays } from "../pooler.ts";
import { doctor } from "../remedies/command.ts";
import type { NetworkRule } from "../rule.ts";
import { hostPort, isPostgres } from "../service.ts";
import { sightings } from "../sighting.ts";
import { POSTGRES_CODES } from "../sources.ts";
import { sqlStateOf } from "../sql-state.ts";

export const postgresLoginFailed: NetworkRule = {
  code: "postgres-login-failed",
  page: {
    summary: "The database is reached and refuses the password, the user or the database.",
    severities: ["error"],
    means:
      "The network is open; the credentials are not right (28P01), or the database does not exist (3D000); PgBouncer says both with 08P01. PostgreSQL answers the same for an unknown user and for a wrong password.",
    recognised:
      "The server's own ErrorResponse with one of these codes, to the real driver that logs in as CARTO does. It is tried only where credentials were given.",
    evidence: ["the SQLSTATE", "characters in the password that a URL needs percent-encoded"],
    remedies: [
      { who: "operator", do: "Correct the user, the password or the database in the connection." },
      { who: "warehouse-admin", do: "Or create the user or the database, or set the password anew." },
    ],
    verify: "carto-proxy doctor --only CHECK.",
    related: ["postgres-rejected"],
    sources: [POSTGRES_CODES],
  },
  match(observed) {
    if (failedStep(observed)?.failure.code !== "login-failed" || !isPostgres(observed.check)) return null;
    return { severity: "error", group: `${hostPort(observed.check)} ${sqlStateOf(observed) ?? ""}` };
  },
  explain(claimed) {
    const first = claimed[0]!;
    const state = sqlStateOf(first);
    const noDatabase = state === "3D000" || poolerSays(first) === "no-database";
    const what = noDatabase ? "does not know the database" : "refuses the user or the password";
    const clients = listed(claimed.flatMap((observed) => stepOf(observed, "login")?.facts.by ?? []));
    return {
      title: `The database ${targets(claimed)} is reached and ${what}${state ? ` (SQLSTATE ${state})` : ""}`,
      why: sentences(
        `The network is open; the login failed${clients ? ` (tried by ${clients})` : ""}.`,
        !noDatabase && "PostgreSQL answers the same for an unknown user and for a wrong password.",
        losses(claimed),
      ),
      evidence: sightings(claimed),
      remedies: [
        {
          who: "operator",
          do: noDatabase
            ? "Correct the name of the database in the connection."
            : "Correct the user or the password in the connection (in a URL, percent-encode characters such as @ : / #).",
          verify: doctor(...claimed),
        },
        {
          who: "warehouse-admin",
          do: noDatabase
            ? "Or create the database, and let the user connect to it."
            : "Or create the user, or set its password anew.",
          verify: doctor(...claimed),
        },
      ],
    };
  },
};
