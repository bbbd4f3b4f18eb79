// The child process: a token, or a query that is planned and not run (dry run), by Google's own library. Started by bigquery.ts alone.

import { generateKeyPairSync } from "node:crypto";
import type { BigqueryDetail } from "./bigquery.ts";
import { runInChild } from "./child/in-child.ts";
import type { Outcome } from "./library-job.ts";

runInChild<BigqueryDetail>(async ({ leg, project, key }, loaded) => {
  const { BigQuery } = await import("@google-cloud/bigquery");
  const { OAuth2Client } = await import("google-auth-library");
  const { default: library } = await import("@google-cloud/bigquery/package.json", { with: { type: "json" } });
  loaded(`@google-cloud/bigquery ${library.version}`);
  const once = { projectId: project, autoRetry: false, maxRetries: 0 };
  if (leg === "token") {
    const bigquery = new BigQuery({ ...once, credentials: key ? JSON.parse(key) : madeUpKey(project) });
    return settle(bigquery.authClient.getAccessToken(), key !== null);
  }
  if (key !== null) {
    const bigquery = new BigQuery({ ...once, credentials: JSON.parse(key) });
    return settle(bigquery.createQueryJob({ query: "select 1", dryRun: true }), true);
  }
  const authClient = new OAuth2Client();
  authClient.setCredentials({ access_token: "carto-proxy-probe", expiry_date: Date.now() + 3_600_000 });
  // biome-ignore lint/suspicious/noExplicitAny: the library's own type is of another copy of google-auth-library
  const bigquery = new BigQuery({ ...once, authClient: authClient as any });
  return settle(bigquery.getDatasets({ maxResults: 1 }), false);
});

/** Google knows no such account, and says so. */
function madeUpKey(project: string) {
  const { privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
  return {
    client_email: `carto-proxy-probe@${project}.iam.gserviceaccount.com`,
    private_key: privateKey.export({ type: "pkcs8", format: "pem" }).toString(),
  };
}

/** Google's own error is JSON with a reason; a filter's page in its place is not. */
async function settle(asked: Promise<unknown>, hasKey: boolean): Promise<Outcome> {
  try {
    await asked;
    return { kind: "reached", answer: hasKey ? "accepted the key" : "answered" };
  } catch (error) {
    const words = googleError(error);
    if (words === null) throw error;
    if (!hasKey) return { kind: "reached", answer: words };
    const [errorCode = null] = words.split(":");
    return { kind: "rejected", errorCode, message: words };
  }
}

interface GoogleFailure {
  code?: unknown;
  message?: unknown;
  /** Of the API: one entry for each reason. */
  errors?: { reason?: unknown; message?: unknown }[];
  /** Of the token service (RFC 6749 §5.2). */
  response?: { data?: { error?: unknown; error_description?: unknown } };
}

function googleError(error: unknown): string | null {
  const { errors, response, code } = Object(error) as GoogleFailure;
  const reason = errors?.[0]?.reason;
  if (typeof reason === "string") return `${reason}: ${String(errors?.[0]?.message ?? "")} (HTTP ${String(code)})`;
  const told = response?.data?.error;
  return typeof told === "string" ? `${told}: ${String(response?.data?.error_description ?? "")}` : null;
}
