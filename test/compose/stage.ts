// Fills the staging folder: certificates, the origin's answers, and what the doctor's image is built from.

import { chmodSync, cpSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { stageAccounts } from "./accounts.ts";
import { answersFor } from "./answers.ts";
import { mintAuthority, mintServer, passwordLine } from "./certificates.ts";
import { CERTS, COMPOSE_FILE, DOCTOR, PUBLIC, ROOT, STAGE } from "./paths.ts";
import { readSecrets } from "./secrets.ts";
import { shippedDomains } from "./whitelist.ts";

export function fillStage(): void {
  for (const folder of [CERTS, PUBLIC]) mkdirSync(folder, { recursive: true });
  stageCertificates();
  stageAccounts();
  writeFileSync(join(STAGE, "answers.json"), JSON.stringify(answersFor(shippedDomains()), null, 2));
  stageDoctor();
}

function stageCertificates(): void {
  mintAuthority("public-root", "Lab Public Root");
  mintAuthority("proxy-ca", "Lab Private Proxy CA");
  mintAuthority("inspection-ca", "Lab TLS Inspection CA");
  mintServer("origin", [...originAliases(), "*.lab.test", "dbc-lab.cloud.databricks.com"], "public-root");
  mintServer("postgres", ["postgres", "*.lab.test"], "public-root");
  mintServer("private-postgres", ["postgres"], "proxy-ca");
  mintServer("proxy", ["squid"], "proxy-ca");
  mintServer("proxies", ["apache", "haproxy", "nginx"], "proxy-ca");
  for (const ca of ["public-root.crt", "proxy-ca.crt", "inspection-ca.crt"]) cpSync(join(CERTS, ca), join(PUBLIC, ca));

  const { proxyUser, proxyPassword } = readSecrets();
  writeFileSync(join(CERTS, "proxy-users"), passwordLine(proxyUser, proxyPassword));
  // Squid reads its users after it has given up root.
  chmodSync(join(CERTS, "proxy-users"), 0o644);
}

/** The names under which the origin is reached on the outside: the certificate follows the compose file. */
export function originAliases(): string[] {
  const file = parse(readFileSync(COMPOSE_FILE, "utf8"));
  return file.services.origin.networks.outside.aliases;
}

function stageDoctor(): void {
  rmSync(DOCTOR, { recursive: true, force: true });
  const app = join(DOCTOR, "app");
  mkdirSync(app, { recursive: true });
  cpSync(join(ROOT, "test/compose/doctor/Dockerfile"), join(DOCTOR, "Dockerfile"));
  cpSync(join(ROOT, "node_modules/node/bin/node"), join(DOCTOR, "node"));
  for (const part of ["dist", "domains", "schema", "package.json", ...productionPackages()]) {
    const from = join(ROOT, part);
    if (existsSync(from)) cpSync(from, join(app, part), { recursive: true, verbatimSymlinks: true });
  }
}

interface LockedPackage {
  dev?: boolean;
  link?: boolean;
}

/** What `npm ci --omit=dev` would install, taken from what is installed here. */
function productionPackages(): string[] {
  const lock = JSON.parse(readFileSync(join(ROOT, "package-lock.json"), "utf8")) as {
    packages: Record<string, LockedPackage>;
  };
  return Object.entries(lock.packages)
    .filter(([path, locked]) => path.startsWith("node_modules/") && !locked.dev && !locked.link)
    .map(([path]) => path);
}
