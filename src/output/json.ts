// The report as it is, for machines and for `report replay`.

import type { Report } from "../report/report.ts";
import { escapedInJson } from "./printable.ts";

/** Two blanks of indentation. Signs that a terminal would act on are written as \u escapes: the parsed value is the same. */
export function json(report: Report): string {
  return `${escapedInJson(JSON.stringify(report, null, 2))}\n`;
}
