// The lab's canaries: random for each lab, hard to encode, and never to be seen in anything that the doctor prints.

import { randomBytes } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { STAGE } from "./paths.ts";

export interface Secrets {
  proxyUser: string;
  proxyPassword: string;
  /** Of PostgreSQL and Redis. */
  databasePassword: string;
}

const FILE = join(STAGE, "secrets.json");

export function makeSecrets(): void {
  if (existsSync(FILE)) return;
  mkdirSync(STAGE, { recursive: true });
  const canary = () => `canary/${randomBytes(9).toString("hex")}+p@ss w:rd%`;
  const secrets: Secrets = {
    proxyUser: `canary-${randomBytes(6).toString("hex")}@corp`,
    proxyPassword: canary(),
    databasePassword: canary(),
  };
  writeFileSync(FILE, JSON.stringify(secrets), { mode: 0o600 });
}

export function readSecrets(): Secrets {
  return JSON.parse(readFileSync(FILE, "utf8")) as Secrets;
}
