// Runs cases through the whole house, many at once, and collects what does not hold.

import { examine } from "../../src/doctor.ts";
import type { ProxySetting, Settings } from "../../src/settings/settings.ts";
import { type Configured, settings } from "../support/checks.ts";
import { type Case, makeCase, PROXY_CREDENTIALS, type World } from "./places.ts";
import { brokenByCheck, brokenByReport } from "./promises.ts";
import { Random } from "./random.ts";

const BATCH = 96;
/** Batches under way at once: most of the time is spent in waiting. */
const LANES = Number(process.env.CARTO_PROXY_FUZZ_LANES ?? 3);
/** Of a server that hangs up: no slow machine may make its check time out. Of one that does not: soon. */
const TIMEOUT_MS = { ends: 20_000, waits: 500 };

export interface Campaign {
  seed: number;
  runs: number;
  world: World;
  configured: Configured;
  /** Called after each batch. */
  onBatch?: (summary: Map<string, number>) => void;
}

/** @returns one sentence for each broken promise, with what repeats it, and how often each outcome was seen */
export async function campaign(wanted: Campaign): Promise<{ broken: string[]; outcomes: Map<string, number> }> {
  const broken: string[] = [];
  const outcomes = new Map<string, number>();
  let next = 0;
  const lane = async () => {
    while (next < wanted.runs) {
      const [from, to] = [next, Math.min(next + BATCH, wanted.runs)];
      next = to;
      const seeds = Array.from({ length: to - from }, (_, at) => wanted.seed + from + at);
      const cases = await Promise.all(seeds.map((seed, at) => makeCase(seed, new Random(seed), wanted.world, at)));
      const groups = Map.groupBy(cases, ({ waits, verify }) => `${waits} ${verify}`);
      for (const group of groups.values()) broken.push(...(await judge(cases, group, wanted.configured, outcomes)));
      await Promise.all(cases.map(({ server }) => server.close()));
      wanted.onBatch?.(outcomes);
    }
  };
  await Promise.all(Array.from({ length: LANES }, lane));
  return { broken, outcomes };
}

async function judge(
  all: Case[],
  cases: Case[],
  configured: Configured,
  outcomes: Map<string, number>,
): Promise<string[]> {
  const timeoutMs = cases[0]?.waits ? TIMEOUT_MS.waits : TIMEOUT_MS.ends;
  const verify = cases[0]?.verify ?? true;
  const { report, bug } = await examine({
    settings: settingsOf(all, cases, { ...configured, verify }),
    whitelist: { version: "test", sha256: "0", files: [], domains: [] },
    plan: { checks: cases.map(({ check }) => check) },
    tool: { version: "0.0.0", node: process.version },
    run: { id: "fuzz", host: { os: "test", container: false, kubernetes: null }, command: ["doctor"] },
    limits: {
      timeoutMs,
      concurrency: BATCH,
      signal: new AbortController().signal,
      resolver: { addresses: async () => ["127.0.0.1"] },
    },
  });
  const together = bug === null ? brokenByReport(report) : [`a rule broke: ${bug instanceof Error ? bug.stack : bug}`];
  const complaints = together.map((words) => `${words}; one of the seeds ${cases.map(({ seed }) => seed).join(" ")}`);
  for (const [at, one] of cases.entries()) {
    const checked = report.checks[at]!;
    const failure = checked.phases.find((record) => record.failure);
    const name = `${one.place}: ${checked.verdict} ${failure?.phase ?? ""} ${failure?.failure?.code ?? ""} ${checked.findings.join()}`;
    outcomes.set(name, (outcomes.get(name) ?? 0) + 1);
    for (const words of bug === null ? brokenByCheck(one, checked, report, timeoutMs) : [])
      complaints.push(`${words} (${name}); ${repeat(one)}`);
  }
  return complaints;
}

function repeat({ seed, place, told, check }: Case): string {
  return `CARTO_PROXY_FUZZ_SEED=${seed} CARTO_PROXY_FUZZ_RUNS=1, ${check.protocol} at "${place}": ${told}`;
}

/** Each of the three variables names a proxy of the batch, with credentials, so that those are sent there. */
function settingsOf(all: Case[], cases: Case[], configured: Configured): Settings {
  const hrefs = cases.flatMap(({ check: { route } }) => (route.kind === "proxy" ? [route.proxy] : []));
  const [https = null, http = null, grpc = null] = hrefs.map(proxySetting);
  const warehouses = all.map(({ warehouse }) => warehouse ?? UNUSED);
  return { ...settings(configured), proxies: { https, http, grpc }, warehouses };
}

const UNUSED: Settings["warehouses"][number] = {
  kind: "oracle",
  label: "oracle://unused.test:1521",
  host: "unused.test",
  port: 1521,
  tls: "none",
  verify: false,
  ca: null,
  credentials: null,
  database: null,
  path: null,
  from: "test",
};

function proxySetting(href: string): ProxySetting {
  const { protocol, hostname, port } = new URL(href);
  const scheme = protocol === "https:" ? "https" : "http";
  const url = { scheme, host: hostname, port: Number(port), credentials: PROXY_CREDENTIALS, href } as const;
  return { variable: "HTTPS_PROXY", from: "test", text: href, url, problem: null };
}
