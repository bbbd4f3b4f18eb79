// carto-proxy doctor: prepares, examines, writes the report wherever it was asked for.

import { writeFileSync } from "node:fs";
import { examine } from "../doctor.ts";
import { formats } from "../output/index.ts";
import { printable } from "../output/printable.ts";
import type { Style } from "../output/style.ts";
import { terminationMessage } from "../output/termination.ts";
import type { Plan } from "../plan/check.ts";
import type { Report } from "../report/report.ts";
import { printableCommand } from "./command-line.ts";
import { openDestination, writeFully } from "./destination.ts";
import type { DoctorFlags } from "./flags.ts";
import { describeHost } from "./host.ts";
import { runLimit } from "./interruption.ts";
import { type Preparation, prepare } from "./preparation.ts";
import { showProgress } from "./progress.ts";
import { terminalStyle } from "./terminal.ts";
import { VERSION } from "./version.ts";

export async function doctor(flags: DoctorFlags): Promise<number> {
  const preparation = prepare(flags, process.env);
  const destinations = flags.output.map(openDestination);
  const { extraCa } = preparation.settings;
  if (extraCa?.problem) warn(`${extraCa.from}: ${extraCa.file} is ignored: ${extraCa.problem}`);
  const report = await run(preparation, flags, process.argv.slice(2));
  for (const destination of destinations) {
    destination.write(formats[destination.format](report, { width: 100, color: false, detail: "verbose" }));
  }
  if (flags.terminationLog !== undefined) writeTermination(flags.terminationLog, report);
  const style: Style = terminalStyle(process.stdout, flags);
  await writeFully(process.stdout, formats[flags.json ? "json" : flags.format](report, style));
  return finish(report.summary.exitCode);
}

/** The file is Kubernetes' own: where it cannot be written the report still stands on stdout. */
function writeTermination(file: string, report: Report): void {
  try {
    writeFileSync(file, terminationMessage(report));
  } catch (error) {
    warn(`--termination-log ${file}: cannot be written: ${(error as NodeJS.ErrnoException).code}`);
  }
}

export async function run(preparation: Preparation, flags: RunFlags, argv: string[]): Promise<Report> {
  const progress = showProgress(preparation.plan.checks.length, process.stderr, flags.quiet === true);
  using limit = runLimit(flags.deadline + idleSeconds(preparation.plan));
  const { report, bug } = await examine({
    ...preparation,
    tool: { version: VERSION, node: process.version },
    run: { id: crypto.randomUUID(), host: describeHost(process.env), command: printableCommand(argv) },
    limits: {
      timeoutMs: flags.timeout * 1000,
      concurrency: flags.concurrency,
      control: flags.control === true,
      signal: limit.signal,
      onDone: () => progress.done(),
    },
  });
  progress.end();
  if (bug !== null) warn(`this is a bug in carto-proxy, please send the report to CARTO support: ${stackOf(bug)}`);
  return report;
}

/** Checks that hold a connection idle do so at the same time, and the deadline is not about that time. */
function idleSeconds({ checks }: Plan): number {
  return Math.max(0, ...checks.map(({ traffic, skip }) => (skip === null ? (traffic?.idleMs ?? 0) : 0))) / 1000;
}

type RunFlags = Pick<DoctorFlags, "quiet" | "deadline" | "timeout" | "concurrency" | "control">;

/**
 * A look-up that the system's resolver still holds cannot be cancelled and would keep the process for seconds: the output
 * is flushed, so end it.
 */
function finish(exitCode: number): number {
  process.exitCode = exitCode;
  if (process.getActiveResourcesInfo().includes("GetAddrInfoReqWrap")) process.exit(exitCode);
  return exitCode;
}

function warn(text: string): void {
  process.stderr.write(`carto-proxy: ${printable(text)}\n`);
}

function stackOf(bug: unknown): string {
  return bug instanceof Error ? (bug.stack ?? bug.message) : String(bug);
}
