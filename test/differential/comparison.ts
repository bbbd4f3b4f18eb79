// Our reading of a client against what the client did, and the sentence that says where they part.

import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import type { ClientReading } from "../../src/settings/client-route/client-route.ts";
import { CLIENT_READINGS } from "../../src/settings/client-route/index.ts";
import type { Case } from "./cases.ts";
import { type Outcome, outcomeOfOurs } from "./outcome.ts";

/** The same cases on every machine; CARTO_PROXY_FUZZ_SEED takes others. */
export const SEED = Number(process.env.CARTO_PROXY_FUZZ_SEED ?? 20_261_123);
/** Cases for each library; those that need a process a case get a part of it. */
export const RUNS = Number(process.env.CARTO_PROXY_FUZZ_RUNS ?? 500);

export function readingOf(client: ClientReading["client"], version: (version: string) => boolean): ClientReading {
  const found = CLIENT_READINGS.find((reading) => reading.client === client && version(reading.version));
  if (found === undefined) throw new Error(`no reading of ${client} is meant for the installed version`);
  return found;
}

/** For the Node.js that runs the tests. One reading of http stands for 24 and what came after. */
export function readingOfNode(client: "node-fetch-env" | "node-http-env"): ClientReading {
  const running = process.versions.node.split(".")[0];
  const major = client === "node-http-env" && Number(running) > 24 ? "24" : running;
  return readingOf(client, (version) => version.startsWith(`${major}.`));
}

/** The version that is installed, from the package's own package.json. */
export function installed(name: string): string {
  const require = createRequire(import.meta.url);
  let folder = dirname(require.resolve(name));
  for (;;) {
    const { name: found, version } = packageAt(folder);
    if (found === name && version !== undefined) return version;
    if (folder === dirname(folder)) throw new Error(`${name} has no package.json`);
    folder = dirname(folder);
  }
}

function packageAt(folder: string): { name?: string; version?: string } {
  try {
    return JSON.parse(readFileSync(join(folder, "package.json"), "utf8")) as { name?: string; version?: string };
  } catch {
    return {};
  }
}

/** One sentence for each case that the two read differently; the first ten. */
export function disagreements(reading: ClientReading, version: string, cases: Case[], theirs: Outcome[]): string[] {
  return cases
    .flatMap(({ variables, target }, index) => {
      const ours = outcomeOfOurs(reading.read(variables, target));
      if (ours === theirs[index]) return [];
      const what = `${reading.client} ${version} (we follow ${reading.version})`;
      const where = `${target.scheme}://${target.host}:${target.port} with ${JSON.stringify(variables)}`;
      return [`${what} to ${where}: the library ${theirs[index]}, our reading ${ours}; seed ${SEED}`];
    })
    .slice(0, 10);
}
