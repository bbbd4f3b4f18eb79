// BigQuery's two legs: a token for a service account's key, and a dry-run query with a token that is there already.

import { type Library, NotTheService } from "./library.ts";

export const bigqueryToken: Library = async () => {
  const { BigQuery } = await import("@google-cloud/bigquery");
  return async ({ credentials: { google } }) => {
    const client = new BigQuery({ projectId: google.project_id, credentials: google });
    const token = await client.authClient.getAccessToken();
    if (!token) throw new NotTheService("no token");
    return "an access token";
  };
};

export const bigqueryApi: Library = async () => {
  const { BigQuery } = await import("@google-cloud/bigquery");
  const { OAuth2Client } = await import("google-auth-library");
  return async ({ credentials: { google }, accessToken }) => {
    const authClient = new OAuth2Client();
    authClient.setCredentials({ access_token: accessToken });
    const client = new BigQuery({ projectId: google.project_id, authClient, autoRetry: false });
    const [job] = await client.createQueryJob({ query: "select 1", dryRun: true });
    const { state } = job.metadata.status;
    if (state !== "DONE") throw new NotTheService(`state ${state}`);
    return "a dry run";
  };
};
