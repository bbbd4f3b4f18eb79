// What the parent tells the child process that runs node-postgres, and what the child reports. Both go over IPC, as JSON.

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

export type PostgresReport = { by: string } & ({ ok: true } | { ok: false; error: DriverError });

/** What is worth keeping of an Error, so that it can cross to the parent. */
export interface DriverError {
  message: string;
  code: string | null;
  errno: number | null;
  syscall: string | null;
  /** The server's own ErrorResponse: `code` is its SQLSTATE then. */
  fromServer: boolean;
}
