// Runs a client library over the cases in a child process of its own, and gives what it did with each.

import { execFile } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import type { Adapter } from "./adapters.ts";
import type { Case } from "./cases.ts";
import { type Outcome, outcomeOf, type Seen } from "./outcome.ts";

const run = promisify(execFile);

/** Another Node.js than the one that runs the tests. */
const NODE = process.env.CARTO_PROXY_FUZZ_NODE ?? process.execPath;

export async function observe(adapter: Adapter, cases: Case[]): Promise<Outcome[]> {
  const home = mkdtempSync(join(tmpdir(), "carto-proxy-differential-"));
  try {
    const file = join(home, "cases.json");
    writeFileSync(file, JSON.stringify(cases));
    const internals = adapter.startsWith("node-") ? ["--expose-internals"] : [];
    const script = join(import.meta.dirname, "child.ts");
    const { stdout } = await run(NODE, ["--no-warnings", ...internals, script, adapter, file], {
      cwd: home,
      maxBuffer: 64 * 1024 * 1024,
      env: { PATH: process.env.PATH, HOME: home, SNOWFLAKE_DISABLE_PLATFORM_DETECTION: "true" },
    });
    const seen = JSON.parse(stdout) as (Seen | null)[];
    return cases.map(({ target }, index) => outcomeOf(seen[index] ?? null, target));
  } finally {
    rmSync(home, { recursive: true, force: true });
  }
}
