// What `kubectl describe pod` shows of a run: verdict, counts and the first findings with who must act.

import type { Report } from "../report/report.ts";
import { printableData } from "./printable.ts";
import { ACTOR_NAMES } from "./table/actor.ts";

/** Kubernetes cuts a termination message at 4,096 bytes (pod lifecycle, "Customizing the termination message"). */
export const MOST_BYTES = 4_095;

export function terminationMessage(report: Report): string {
  const { summary, findings, run } = printableData(report);
  const { required, optional, verdict, exitCode } = summary;
  const lines = [
    `${verdict.toUpperCase()} (exit code ${exitCode}), run ${run.id}${run.complete ? "" : ", cut short"}`,
    `Required: ${required.pass} pass, ${required.warn} warn, ${required.fail} fail, ${required.unknown} unknown. Optional: ${optional.pass} pass, ${optional.warn} warn, ${optional.fail} fail.`,
    ...findings.map(({ code, severity, title, affects, remedies }) => {
      const who = remedies[0] ? ` -> ${ACTOR_NAMES[remedies[0].who]}` : "";
      return `${severity} ${code} (${affects.length}): ${oneLine(title, 300)}${who}`;
    }),
  ];
  return fitted(lines);
}

function oneLine(text: string, most: number): string {
  const line = text.replace(/\s+/g, " ");
  return line.length <= most ? line : `${line.slice(0, most).toWellFormed()}..`;
}

function fitted(lines: string[]): string {
  const kept: string[] = [];
  let bytes = 0;
  for (const [index, line] of lines.entries()) {
    const note = `and ${lines.length - index} more findings: see the log`;
    bytes += Buffer.byteLength(line) + 1;
    if (bytes + note.length > MOST_BYTES) return [...kept, note].join("\n");
    kept.push(line);
  }
  return kept.join("\n");
}
