// The matrix: one row a check, one column a phase; required checks first, in plan order.

import CliTable3 from "cli-table3";
import type { Report, ReportedCheck } from "../../report/report.ts";
import type { Need } from "../../whitelist/domain.ts";
import { paint, type Style } from "../style.ts";
import { type Column, chooseColumns } from "./column.ts";

export function matrix(report: Report, style: Style): string[] {
  if (report.checks.length === 0) return ["No check was run."];
  const checks = style.detail === "verbose" ? report.checks : report.checks.filter((check) => !isLeftOut(check));
  const columns = chooseColumns(checks, style.width);
  const page = new CliTable3({
    colWidths: columns.map((column) => column.width + 1),
    colAligns: columns.map((column) => column.align),
    chars: NO_BORDERS,
    style: { "padding-left": 0, "padding-right": 1, head: [], border: [] },
  });
  page.push(columns.map((column) => paint(style, "heading", column.title)));
  for (const need of ["required", "optional"] as const) addSection(page, checks, need, columns, style);
  return page.toString().split("\n").map(withoutEnd);
}

/** Rows that the operator asked not to see: the list of what was skipped names them. */
function isLeftOut({ skip, verdict }: ReportedCheck): boolean {
  return verdict === "skipped" && skip?.startsWith("left out by --") === true;
}

function addSection(page: CliTable3.Table, checks: ReportedCheck[], need: Need, columns: Column[], style: Style): void {
  const rows = checks.filter((check) => check.need === need);
  if (rows.length === 0) return;
  const title = `${need.toUpperCase()} (${rows.length})`;
  page.push([{ content: paint(style, "heading", title), colSpan: columns.length, hAlign: "left" }]);
  for (const check of rows) page.push(columns.map((column) => cell(column, check, style)));
}

function cell(column: Column, check: ReportedCheck, style: Style): string {
  const mark = column.mark(check);
  return mark.paint === null || mark.text === "" ? mark.text : paint(style, mark.paint, mark.text);
}

/** The padding of the last column is no part of the page. */
function withoutEnd(line: string): string {
  return line.replace(/ +$/, "");
}

const NO_BORDERS = {
  top: "",
  "top-mid": "",
  "top-left": "",
  "top-right": "",
  bottom: "",
  "bottom-mid": "",
  "bottom-left": "",
  "bottom-right": "",
  left: "",
  "left-mid": "",
  mid: "",
  "mid-mid": "",
  right: "",
  "right-mid": "",
  middle: "",
};
