// What every scenario injected and what it was given, kept on disk until the suite ends: test files run apart from each other.

import { appendFileSync, existsSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import type { Report } from "../../src/report/report.ts";
import { confusionMatrix, type Playing } from "../causes/confusion.ts";
import { STAGE } from "./paths.ts";
import type { Expected } from "./scenario.ts";

const FILE = join(STAGE, "playings.jsonl");

export function forgetPlayings(): void {
  rmSync(FILE, { force: true });
}

/** Kept before anything is asserted: a wrong code is what the matrix is for. */
export function keepPlaying(how: string, expected: Expected, report: Report): void {
  const injected = [...new Set(expected.findings.map(([code]) => code))];
  const given = [...new Set(report.findings.map(({ code }) => code))];
  appendFileSync(FILE, `${JSON.stringify({ how, injected, given } satisfies Playing)}\n`);
}

/** The matrix of all scenarios of this run, or null where none was played. */
export function matrixOfPlayings(): string | null {
  if (!existsSync(FILE)) return null;
  const lines = readFileSync(FILE, "utf8").trimEnd().split("\n");
  const { text, confused } = confusionMatrix(lines.map((line) => JSON.parse(line) as Playing));
  return [text, ...confused].join("\n");
}
