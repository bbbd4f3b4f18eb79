// The matrix as text: a line for each scenario, a column for each library, and below it what the two say where they disagree.

import type { Cell } from "./comparison.ts";
import { LIBRARIES } from "./job.ts";

export interface Played {
  scenario: string;
  cells: Cell[];
}

/** e.g. "yes/proxy": the library works, by the proxy, and the doctor says the same. "!" where it does not. */
export function matrixText(all: readonly Played[]): string {
  const width = Math.max(...all.map(({ scenario }) => scenario.length));
  const columns = LIBRARIES.map((name) => Math.max(name.length, "yes/direct!".length));
  const line = (first: string, cells: string[]) =>
    [first.padEnd(width), ...cells.map((cell, at) => cell.padEnd(columns[at]!))].join("  ").trimEnd();
  const rows = all.map(({ scenario, cells }) =>
    line(
      scenario,
      LIBRARIES.map((name) => cellText(cells.find(({ library }) => library === name))),
    ),
  );
  return [line("scenario", [...LIBRARIES]), ...rows, "", ...summary(all)].join("\n");
}

function cellText(cell: Cell | undefined): string {
  if (!cell) return "-";
  return `${cell.works ? "yes" : "no"}/${cell.way}${cell.disagreements.length > 0 ? "!" : ""}`;
}

/** Each outcome of a real library of which the doctor says otherwise, with what both say. */
export function disagreementsIn(all: readonly Played[]): string[] {
  return all.flatMap(({ scenario, cells }) =>
    cells
      .filter(({ disagreements }) => disagreements.length > 0)
      .map((cell) => `${scenario} | ${cell.library}: ${cell.disagreements.join("; ")}\n${bothSides(cell)}`),
  );
}

function bothSides({ works, way, why, said }: Cell): string {
  return `  the library ${works ? "works" : "fails"}, ${way}: ${why}\n  the doctor says: ${said}`;
}

function summary(all: readonly Played[]): string[] {
  const wrong = disagreementsIn(all);
  const cells = all.flatMap(({ cells }) => cells);
  return [
    "yes, no: the real library works or not, and by which way; !: the doctor says otherwise.",
    `${all.length} scenarios, ${cells.length} outcomes of real libraries: ${cells.length - wrong.length} agree, ${wrong.length} disagree.`,
    ...wrong,
  ];
}
