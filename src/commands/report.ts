// carto-proxy report: works on saved JSON reports. Opens no socket.

import { formats } from "../output/index.ts";
import { json } from "../output/json.ts";
import { replay as judgeAgain } from "../report/replay.ts";
import type { Report } from "../report/report.ts";
import { UsageError } from "../settings/usage-error.ts";
import { openDestination, writeFully } from "./destination.ts";
import type { ReportFlags } from "./flags.ts";
import { readSavedReport } from "./saved-report.ts";
import { terminalStyle } from "./terminal.ts";
import { VERSION } from "./version.ts";

/** Prints the report as it is. */
export async function render(file: string, flags: ReportFlags): Promise<number> {
  await show(readSavedReport(file), flags);
  return 0;
}

/** Judges what was measured by the rules of this version; the exit code is that of the new verdict. */
export async function replay(file: string, flags: ReportFlags): Promise<number> {
  const saved = readSavedReport(file);
  if (saved.checks.length === 0)
    throw new UsageError(`${file}: nothing was measured in this run, so nothing can be judged again`);
  const { report, bug } = judgeAgain(saved, VERSION);
  if (bug !== null) process.stderr.write(`carto-proxy: this is a bug in carto-proxy, please report it: ${bug}\n`);
  await show(report, flags);
  return report.summary.exitCode;
}

/** The JSON report out of a container's log. */
export async function extract(file: string): Promise<number> {
  await writeFully(process.stdout, json(readSavedReport(file)));
  return 0;
}

async function show(report: Report, flags: ReportFlags): Promise<void> {
  const destinations = flags.output.map(openDestination);
  for (const { format, write } of destinations) {
    write(formats[format](report, { width: 100, color: false, detail: "verbose" }));
  }
  await writeFully(process.stdout, formats[flags.format](report, terminalStyle(process.stdout, flags)));
}
