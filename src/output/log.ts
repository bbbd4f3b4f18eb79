// For a container's log: the page for people, and last the JSON report between two lines that a program finds again.

import { BEGIN, END } from "../report/extract.ts";
import type { Report } from "../report/report.ts";
import { json } from "./json.ts";
import type { Style } from "./style.ts";
import { table } from "./table/table.ts";

/** The JSON stands in many short lines: container runtimes part lines of more than 16 KiB. */
export function log(report: Report, style: Style): string {
  return `${table(report, style)}\n${BEGIN}\n${json(report)}${END}\n`;
}
