// What the real libraries and the doctor made of each scenario, kept on disk until the suite ends.

import { appendFileSync, existsSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { matrixText, type Played } from "../fidelity/table.ts";
import { STAGE } from "./paths.ts";

const FILE = join(STAGE, "fidelities.jsonl");

export function forgetFidelities(): void {
  rmSync(FILE, { force: true });
}

export function keepFidelity(played: Played): void {
  appendFileSync(FILE, `${JSON.stringify(played)}\n`);
}

/** The matrix of all scenarios of this run, or null where none was played. */
export function matrixOfFidelities(): string | null {
  if (!existsSync(FILE)) return null;
  const lines = readFileSync(FILE, "utf8").trimEnd().split("\n");
  return matrixText(lines.map((line) => JSON.parse(line) as Played));
}
