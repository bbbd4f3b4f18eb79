// Where a command's settings come from: the files that are named, or CARTO's own on a single VM; told once on stderr.

import os from "node:os";
import { join } from "node:path";
import { printable } from "../output/printable.ts";
import { discoverEnvFile } from "../settings/discovery.ts";
import { readSources } from "../settings/read-sources.ts";
import type { DeploymentKind } from "../settings/settings.ts";
import type { VariableSource } from "../settings/source.ts";
import { UsageError } from "../settings/usage-error.ts";
import type { SourceOptions } from "./source-options.ts";

type Environment = Record<string, string | undefined>;

/** Throws UsageError for a file that cannot be used. */
export function sourcesFor(
  flags: SourceOptions & { deployment?: DeploymentKind },
  environment: Environment,
): VariableSource[] {
  const file = mayDiscover(flags, environment) ? discoverEnvFile(whereWeAre(environment)) : null;
  if (file === null) return readSources(flags, environment);
  try {
    const sources = readSources({ ...flags, envFile: [file] }, environment);
    tell(file);
    return sources.map((source) => (source.facts?.deployment ? foundByItself(source, file) : source));
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    const words = error.message.replace(/^--env-file /, "");
    throw new UsageError(`${words} (CARTO's own file, found by itself: --no-discovery leaves it out)`);
  }
}

/** Files that are named are the whole truth, and on Kubernetes CARTO has no .env. */
function mayDiscover(
  { discovery, deployment, envFile, customizations, podEnv }: Parameters<typeof sourcesFor>[0],
  environment: Environment,
): boolean {
  if (discovery === false || envFile.length + customizations.length + podEnv.length > 0) return false;
  return deployment === undefined ? environment.KUBERNETES_SERVICE_HOST === undefined : deployment === "vm";
}

/** Under sudo the home folder is root's, and the clone usually stands in that of the person. */
function whereWeAre({ SUDO_USER }: Environment): Parameters<typeof discoverEnvFile>[0] {
  const person = SUDO_USER !== undefined && /^[\w.-]+$/.test(SUDO_USER) ? [join("/home", SUDO_USER)] : [];
  return { working: process.cwd(), homes: [...home(), ...person] };
}

/** None where there is neither HOME nor an entry in passwd: in an empty root file system, or as a user who is a number alone. */
function home(): string[] {
  try {
    return [os.homedir()];
  } catch {
    return [];
  }
}

function foundByItself(source: VariableSource, file: string): VariableSource {
  const from = `${file}, found by itself: CARTO's compose project reads one`;
  return { ...source, facts: { ...source.facts, deployment: { kind: "vm", from } } };
}

const told = new Set<string>();

function tell(file: string): void {
  if (told.has(file)) return;
  told.add(file);
  process.stderr.write(
    `carto-proxy: reads ${printable(file)}, as CARTO does (--env-file names another file, --no-discovery none)\n`,
  );
}
