// The columns of the matrix: each library, and the doctor's rows that speak of the same thing.

import type { LibraryName } from "./job.ts";

export const HOSTS = {
  web: "auth.carto.com",
  snowflake: "acct.snowflakecomputing.com",
  databricks: "dbc-lab.cloud.databricks.com",
  pubsub: "pubsub.googleapis.com",
} as const;

export const TOKEN_HOST = "oauth2.googleapis.com";
export const API_HOST = "bigquery.googleapis.com";
export const OCSP_HOST = "ocsp.snowflakecomputing.com";

/** What leaves by the proxy where there is one; the database and the Databricks workspace do not. */
export const PROXIED = [HOSTS.web, TOKEN_HOST, API_HOST, HOSTS.snowflake, OCSP_HOST, HOSTS.pubsub];

export interface Subject {
  /** In `client:NAME@host`. */
  client: string;
  host: string;
}

export function subjects(database: string): Record<LibraryName, Subject> {
  return {
    fetch: { client: "fetch", host: HOSTS.web },
    "node-http": { client: "node-http", host: HOSTS.web },
    "bigquery-token": { client: "bigquery", host: TOKEN_HOST },
    "bigquery-api": { client: "bigquery", host: API_HOST },
    snowflake: { client: "snowflake", host: HOSTS.snowflake },
    postgres: { client: "postgres", host: database },
    pubsub: { client: "pubsub", host: HOSTS.pubsub },
    databricks: { client: "databricks", host: HOSTS.databricks },
  };
}
