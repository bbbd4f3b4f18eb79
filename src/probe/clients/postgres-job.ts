// What the parent tells the child process that runs node-postgres, and what is kept of the driver's error. Both go over IPC, as JSON.

import type { LibraryError } from "./library-job.ts";

export interface PostgresJob {
  host: string;
  port: number;
  user: string;
  password: string;
  /** Null: the driver's default, the user's name. */
  database: string | null;
  /** False: plain text. */
  ssl: { ca?: string; rejectUnauthorized?: false } | false;
  /** False: the certificate may be for any name. */
  checkName: boolean;
  /** Goes on in plain text where the server has no TLS. */
  plainIfRefused: boolean;
}

/** With `fromServer` it is the server's own ErrorResponse: `code` is its SQLSTATE then. */
export type DriverError = LibraryError & { fromServer: boolean };
