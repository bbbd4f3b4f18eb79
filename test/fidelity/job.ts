// What a real library is asked to do, and what came of it. Nothing here or beside it knows the doctor's own clients.

import type { Credentials } from "../services/accounts.ts";

export const LIBRARIES = [
  "fetch",
  "node-http",
  "bigquery-token",
  "bigquery-api",
  "snowflake",
  "postgres",
  "pubsub",
  "databricks",
] as const;
export type LibraryName = (typeof LIBRARIES)[number];

export interface Job {
  library: LibraryName;
  hosts: { web: string; snowflake: string; databricks: string; pubsub: string };
  /** A connection string. */
  postgres: string;
  credentials: Credentials;
  /** A valid access token, for the leg of BigQuery that asks with one. */
  accessToken: string;
  /** What an application may hand to @databricks/sql, which reads no variable. */
  databricksProxy?: { protocol: "http"; host: string; port: number };
  /** From when the library is loaded. */
  limitMs: number;
}

export interface Outcome {
  works: boolean;
  why: string;
  /** host:port of each connection that was opened or wanted, as the library named it. */
  peers: string[];
  /** Targets of the CONNECT lines that were sent. */
  connects: string[];
}

/** From the child. */
export type Message = "loaded" | { peer: string } | { connect: string } | { works: boolean; why: string };
