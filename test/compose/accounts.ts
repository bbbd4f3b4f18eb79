// The credentials of the lab's fake services: minted once for each lab, since its containers may outlive a run.

import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type Credentials, mintAccounts } from "../services/accounts.ts";
import { CERTS, STAGE } from "./paths.ts";

/** What the services know. */
const ACCOUNTS = join(CERTS, "accounts.json");
/** What a client is given. */
const CREDENTIALS = join(STAGE, "credentials.json");

export interface Given {
  credentials: Credentials;
  accessToken: string;
}

export function stageAccounts(): void {
  if (existsSync(ACCOUNTS) && existsSync(CREDENTIALS)) return;
  const { accounts, credentials } = mintAccounts();
  const given: Given = { credentials, accessToken: accounts.google.accessToken };
  writeFileSync(ACCOUNTS, JSON.stringify(accounts));
  writeFileSync(CREDENTIALS, JSON.stringify(given), { mode: 0o600 });
}

export function readGiven(): Given {
  return JSON.parse(readFileSync(CREDENTIALS, "utf8")) as Given;
}
