// A real PostgreSQL for tests, where the npm package with its binaries is installed.

import { type PostgresOptions, postgresAbsence, type RunningPostgres, startPostgres } from "../../src/demo/postgres.ts";

/** Why tests against a real PostgreSQL are skipped here, or null. */
export const noPostgres: string | null = postgresAbsence();

export async function realPostgres(options: PostgresOptions): Promise<RunningPostgres> {
  const server = await startPostgres(options);
  if (!server) throw new Error(`no PostgreSQL here: ${noPostgres}`);
  return server;
}
