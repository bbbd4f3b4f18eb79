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
  const limits = ["--timeout", `${timeoutS}`, "--deadline", "600"];
  const urls = warehouseOptions(place, credentials, postgres);
  const roots = ["--public-roots", place.files.publicRoots, "--deployment", "vm", "--domains", DOMAINS];
  const { stdout, stderr } = await runCli(["doctor", "--json", ...roots, ...limits, ...urls], { env });
  if (!stdout.startsWith("{")) throw new Error(`no report: ${stdout}${stderr}`);
  return JSON.parse(stdout) as Report;
}

/** All four, with the key's file where they name it. */
export function warehouseOptions({ files }: Place, credentials: Credentials, postgres: string): string[] {
  writeFileSync(files.google, JSON.stringify(credentials.google));
  return warehouseUrls(credentials, postgres, files.google).flatMap((url) => ["--warehouse", url]);
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
