// BigQuery's REST API: a project's data sets and a dry-run query for a valid access token, Google's own 401 for any other.
// As thin as @google-cloud/bigquery accepts; the discovery document is asked for without a token, as the doctor does.

import type { Accounts } from "./accounts.ts";
import { type Asked, bearer, json, type Service } from "./service.ts";

const MESSAGE =
  "Request is missing required authentication credential. Expected OAuth 2 access token, login cookie or other valid authentication credential.";

/** Google's body, by which its 401 is told from a proxy's. */
const UNAUTHENTICATED = {
  error: {
    code: 401,
    message: MESSAGE,
    errors: [{ message: "Login Required.", domain: "global", reason: "required", location: "Authorization" }],
    status: "UNAUTHENTICATED",
  },
};

export function bigquery({ google }: Accounts): Service {
  return (asked) => {
    if (asked.path === "/discovery/v1/apis/bigquery/v2/rest") {
      return json(200, { kind: "discovery#restDescription", name: "bigquery", version: "v2" });
    }
    const [, project, collection] = /^\/bigquery\/v2\/projects(?:\/([^/]+)\/(\w+))?/.exec(asked.path) ?? [];
    if (!asked.path.startsWith("/bigquery/v2/projects")) return null;
    if (bearer(asked) !== google.accessToken) {
      return json(401, UNAUTHENTICATED, { "www-authenticate": 'Bearer realm="https://accounts.google.com/"' });
    }
    if (collection === "datasets") return json(200, { kind: "bigquery#datasetList", datasets: [] });
    if (collection === "jobs" && asked.method === "POST") return json(200, jobOf(asked, project ?? ""));
    if (collection === "queries" && asked.method === "POST") return json(200, queryOf(project ?? ""));
    return json(404, { error: { code: 404, message: "Not Found", status: "NOT_FOUND" } });
  };
}

/** A dry run has no job id of its own and is done at once. */
function jobOf({ body }: Asked, projectId: string): unknown {
  return {
    kind: "bigquery#job",
    configuration: JSON.parse(body.toString()).configuration,
    jobReference: { projectId, location: "US" },
    statistics: { totalBytesProcessed: "0", query: { statementType: "SELECT", totalBytesProcessed: "0" } },
    status: { state: "DONE" },
  };
}

function queryOf(projectId: string): unknown {
  return {
    kind: "bigquery#queryResponse",
    schema: { fields: [{ name: "f0_", type: "INTEGER", mode: "NULLABLE" }] },
    jobReference: { projectId, location: "US" },
    totalBytesProcessed: "0",
    jobComplete: true,
  };
}
