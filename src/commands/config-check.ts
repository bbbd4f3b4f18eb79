// carto-proxy config check: judges the configuration alone. Opens no socket.

import { judge } from "../judge.ts";
import { json } from "../output/json.ts";
import { printable } from "../output/printable.ts";
import { judgement } from "../output/table/judgement.ts";
import type { Report } from "../report/report.ts";
import { UsageError } from "../settings/usage-error.ts";
import { printableCommand } from "./command-line.ts";
import { fix } from "./config-fix.ts";
import { openDestination, writeFully } from "./destination.ts";
import type { ConfigCheckFlags } from "./flags.ts";
import { describeHost } from "./host.ts";
import { type Preparation, prepare } from "./preparation.ts";
import { terminalStyle } from "./terminal.ts";
import { VERSION } from "./version.ts";

export async function configCheck(flags: ConfigCheckFlags): Promise<number> {
  if (flags.inPlace && !flags.fix) throw new UsageError("--in-place needs --fix: config check alone writes nothing");
  const judgeNow = () => judged(prepare(flags, process.env));
  const report = judgeNow();
  const destinations = flags.output.map(openDestination);
  for (const destination of destinations) {
    const page = { width: 100, color: false, detail: "verbose" } as const;
    destination.write(destination.format === "json" ? json(report) : judgement(report, page));
  }
  const style = terminalStyle(process.stdout, flags);
  await writeFully(process.stdout, flags.json ? json(report) : judgement(report, style));
  if (!flags.fix) return report.summary.exitCode;
  const fixed = fix(report, judgeNow, flags.inPlace === true);
  for (const line of fixed.told) process.stderr.write(`${printable(line)}\n`);
  // What counts is the configuration as it now stands: beside the original nothing has changed for CARTO.
  return (flags.inPlace ? fixed.report : report).summary.exitCode;
}

export function judged(preparation: Preparation): Report {
  return judge({
    ...preparation,
    tool: { version: VERSION, node: process.version },
    run: {
      id: crypto.randomUUID(),
      host: describeHost(process.env),
      command: printableCommand(process.argv.slice(2)),
    },
  });
}
