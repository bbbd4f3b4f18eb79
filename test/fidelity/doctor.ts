// The real command line on this machine, from the sources, with this environment and no other.

import { writeFileSync } from "node:fs";
import type { Report } from "../../src/report/report.ts";
import type { Credentials } from "../services/accounts.ts";
import { runCli } from "../support/cli.ts";
import type { Place } from "./place.ts";
import { HOSTS } from "./subjects.ts";

const DOMAINS = new URL("./domains.yaml", import.meta.url).pathname;

export interface Asked {
  env: Record<string, string>;
  credentials: Credentials;
  postgres: string;
  timeoutS: number;
}

export async function runDoctor(place: Place, { env, credentials, postgres, timeoutS }: Asked): Promise<Report> {
  writeFileSync(place.files.google, JSON.stringify(credentials.google));
  const limits = ["--timeout", `${timeoutS}`, "--deadline", "600"];
  const urls = warehouseUrls(credentials, postgres, place.files.google).flatMap((url) => ["--warehouse", url]);
  const roots = ["--public-roots", place.files.publicRoots, "--deployment", "vm", "--domains", DOMAINS];
  const { stdout, stderr } = await runCli(["doctor", "--json", ...roots, ...limits, ...urls], { env });
  if (!stdout.startsWith("{")) throw new Error(`no report: ${stdout}${stderr}`);
  return JSON.parse(stdout) as Report;
}

/** @param googleKey the file of a service account's key, as the doctor sees it */
export function warehouseUrls({ snowflake, databricks }: Credentials, postgres: string, googleKey: string): string[] {
  const { user, password } = snowflake;
  const account = HOSTS.snowflake.split(".")[0];
  return [
    postgres,
    `snowflake://${user}:${encodeURIComponent(password)}@${account}`,
    `databricks://token:${databricks.token}@${HOSTS.databricks}/sql/1.0/warehouses/lab`,
    `bigquery://carto-lab?keyfile=${encodeURIComponent(googleKey)}`,
  ];
}
