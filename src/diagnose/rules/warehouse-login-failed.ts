// A cloud warehouse is reached and does not accept the credentials.

import { failedStep, stepOf } from "../failed-step.ts";
import { listed, losses, sentences, targets } from "../phrase.ts";
import { doctor } from "../remedies/command.ts";
import type { NetworkRule } from "../rule.ts";
import { hostPort, isPostgres } from "../service.ts";
import { sightings } from "../sighting.ts";

const PRODUCT: Record<string, string> = { snowflake: "Snowflake", databricks: "Databricks", bigquery: "BigQuery" };

export const warehouseLoginFailed: NetworkRule = {
  code: "warehouse-login-failed",
  page: {
    summary: "Snowflake, Databricks or BigQuery is reached and does not accept the credentials.",
    severities: ["error"],
    means:
      "The network is open and the service itself has answered; the credentials, or what they are allowed, are not right.",
    recognised:
      "The driver that CARTO uses was run with the given credentials, and the service's own error came back: Snowflake's JSON with its number, Google's JSON with a reason, Databricks' 401 or 403 on a direct, verified connection. A proxy's page with the same status is none of these.",
    evidence: ["the service's own code and words"],
    remedies: [
      { who: "operator", do: "Correct the user, password, key or token in the connection." },
      { who: "warehouse-admin", do: "Or create the user, set its password anew, or grant what is missing." },
    ],
    verify: "carto-proxy doctor --only CHECK.",
    related: ["postgres-login-failed", "redis-login-failed", "client-disagrees"],
  },
  match({ check, observation }) {
    if (failedStep({ check, observation })?.failure.code !== "login-failed") return null;
    if (check.warehouse === null || isPostgres(check) || check.protocol === "redis") return null;
    return { severity: "error", group: `${check.warehouse.kind} ${check.warehouse.index} ${hostPort(check)}` };
  },
  explain(claimed) {
    const first = claimed[0]!;
    const product = PRODUCT[first.check.warehouse?.kind ?? ""] ?? "The warehouse";
    const code = stepOf(first, "login")?.facts.errorCode;
    const by = listed(claimed.flatMap((observed) => stepOf(observed, "login")?.facts.by ?? []));
    return {
      title: `${product} at ${targets(claimed)} is reached and does not accept the credentials${code ? ` (${code})` : ""}`,
      why: sentences(`The network is open; the login failed (tried by ${by}).`, losses(claimed)),
      evidence: sightings(claimed),
      remedies: [
        {
          who: "operator",
          do: "Correct the user, password, key or token in the connection (in a URL, percent-encode characters such as @ : / #).",
          verify: doctor(...claimed),
        },
        {
          who: "warehouse-admin",
          do: "Or create the user, set its password anew, or grant what the service's words say is missing.",
          verify: doctor(...claimed),
        },
      ],
    };
  },
};
