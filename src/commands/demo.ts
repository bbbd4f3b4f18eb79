// carto-proxy demo: builds the lab, runs the real doctor against it, and says whether it named exactly what was broken.

import { mkdtempSync, rmdirSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Lab, startLab } from "../demo/lab.ts";
import { compareWithFaults } from "../demo/verdict.ts";
import { formats } from "../output/index.ts";
import { makePlan } from "../plan/plan.ts";
import { readSettings } from "../settings/read.ts";
import { environmentSource } from "../settings/source.ts";
import { UsageError } from "../settings/usage-error.ts";
import type { Whitelist } from "../whitelist/domain.ts";
import { loadWhitelist } from "../whitelist/load.ts";
import { writeFully } from "./destination.ts";
import { run } from "./doctor.ts";
import type { DemoFlags } from "./flags.ts";
import type { Preparation } from "./preparation.ts";
import { terminalStyle } from "./terminal.ts";

const DEPLOYMENT = "vm";
const LIMITS = { timeout: 10, deadline: 50, concurrency: 32 };

export async function demo(flags: DemoFlags): Promise<number> {
  needFolder();
  const whitelist = loadWhitelist(null);
  const stopped = Promise.withResolvers<void>();
  const stop = () => stopped.resolve();
  process.once("SIGINT", stop).once("SIGTERM", stop);
  const lab = await startLab({ healthy: flags.healthy === true, whitelist, deployment: DEPLOYMENT });
  try {
    say(introduction(lab));
    const report = await run(prepareFor(lab, whitelist), LIMITS, ["demo"]);
    const style = terminalStyle(process.stdout, flags);
    await writeFully(process.stdout, formats[flags.json ? "json" : "table"](report, style));
    const verdict = compareWithFaults(report, lab.faults, lab.leftOut);
    say(conclusion(lab, verdict));
    if (flags.keep) {
      say(instructions(lab));
      await stopped.promise;
    }
    return verdict.exact ? 0 : 1;
  } finally {
    process.off("SIGINT", stop).off("SIGTERM", stop);
    await lab.stop();
  }
}

/** The root file system of a container may be read-only. */
function needFolder(): void {
  try {
    rmdirSync(mkdtempSync(join(tmpdir(), "carto-proxy-demo-")));
  } catch {
    const how = "TMPDIR names another; in a container `--tmpfs /tmp` makes one";
    throw new UsageError(`demo: it needs a folder for its files, and ${tmpdir()} cannot be written to: ${how}`);
  }
}

/** What `carto-proxy doctor` would prepare, from the lab's variables instead of the shell's. */
function prepareFor(lab: Lab, whitelist: Whitelist): Preparation {
  const flags = { deployment: DEPLOYMENT, publicRoots: lab.publicRootsFile, warehouses: lab.warehouses } as const;
  const settings = readSettings([environmentSource(lab.env)], flags);
  const plan = makePlan(settings, whitelist.domains, {
    features: [],
    clients: ["postgres"],
    only: [],
    skip: lab.leftOut,
  });
  return { settings, whitelist, plan };
}

function introduction({ faults, notes }: Lab): string[] {
  const broken = faults.map((fault) => `  - ${fault.text} (${fault.code})`);
  return [
    "A lab on loopback: a forward proxy, origins for every whitelist name, warehouses. Nothing leaves this machine.",
    ...(broken.length === 0 ? ["Nothing is broken."] : ["Broken on purpose:", ...broken]),
    ...notes,
    "The real doctor is run against it now.",
  ];
}

function conclusion({ faults }: Lab, { exact, missing, unexpected }: ReturnType<typeof compareWithFaults>): string[] {
  if (exact)
    return [`The doctor named exactly what was broken: ${faults.length} of ${faults.length} faults, and nothing else.`];
  return [
    "The doctor did NOT name exactly what was broken:",
    ...missing.map(({ fault, said }) => `  - missed: ${fault.text}; it said ${said}`),
    ...unexpected.map(({ text }) => `  - unexpected: ${text}`),
  ];
}

function instructions({ envFile, publicRootsFile, warehouses, leftOut }: Lab): string[] {
  const options = [
    `--deployment ${DEPLOYMENT} --public-roots ${publicRootsFile}`,
    ...warehouses.map((url) => `--warehouse '${url}'`),
    ...leftOut.map((id) => `--skip '${id}'`),
  ];
  return [
    "The lab is up until you press Ctrl-C. In another shell:",
    `  set -a; . ${envFile}; set +a`,
    `  carto-proxy doctor ${options.join(" \\\n    ")}`,
  ];
}

function say(lines: string[]): void {
  process.stderr.write(`\n${lines.join("\n")}\n\n`);
}
