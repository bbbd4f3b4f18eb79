// curl, Python's requests and Go over generated environments, where they are installed.

import { describe, expect, test } from "vitest";
import type { Client } from "../../src/settings/client-route/client-route.ts";
import { type Case, generate, ODD_PROXIES } from "./cases.ts";
import { disagreements, RUNS, readingOf, SEED } from "./comparison.ts";
import type { Outcome } from "./outcome.ts";
import { curlVersion, goVersion, observeCurl, observeGo, observeRequests, requestsVersion } from "./programs.ts";

type Program = [client: Client, version: string | null, share: number, observe: (cases: Case[]) => Promise<Outcome[]>];

/** curl and Go are one process a case. */
const PROGRAMS: Program[] = [
  ["curl", curlVersion(), 1 / 4, observeCurl],
  ["requests", requestsVersion(), 1, observeRequests],
  ["go", goVersion(), 1 / 4, observeGo],
];

describe("each program goes where our reading of it says", () => {
  for (const [client, version, share, observe] of PROGRAMS) {
    // curl changed its reading of NO_PROXY often around 7.86: only the release that was measured is held to ours.
    const strange = client === "curl" && version !== null && !version.startsWith("7.88.");
    const name = version === null ? `${client}: not installed here` : `${client} ${version}`;
    test.skipIf(version === null || strange)(
      strange ? `${name}: not the release that was measured` : name,
      async () => {
        const cases = generate(SEED, Math.ceil(RUNS * share), { oddProxies: ODD_PROXIES });
        const reading = readingOf(client, () => true);
        expect(disagreements(reading, version ?? "", cases, await observe(cases))).toEqual([]);
      },
      300_000,
    );
  }
});
