// The rows that failed or could not be measured, as a table.

import type { Report, ReportedCheck } from "../../report/report.ts";
import { code, cut, plain } from "./escape.ts";
import type { Part } from "./markdown.ts";

export const failedRows: Part = (report) => {
  const rows = report.checks.filter(({ verdict }) => verdict === "fail" || verdict === "unknown");
  return { title: "Failed rows", what: "row", blocks: rows.length === 0 ? [] : tables(rows, report) };
};

/** A table of its own for each fifty rows: a part of a table cannot be left out. */
function tables(rows: ReportedCheck[], report: Report): string[] {
  const head = ["Check", "Target", "Route", "Need", "Verdict", "Failed in", "Finding"];
  const lines = rows.map((row) => `| ${cells(row, report).join(" | ")} |`);
  const title = `| ${head.join(" | ")} |\n| ${head.map(() => "---").join(" | ")} |`;
  const pages: string[] = [];
  for (let from = 0; from < lines.length; from += ROWS)
    pages.push([title, ...lines.slice(from, from + ROWS)].join("\n"));
  return pages;
}

const ROWS = 20;

function cells({ id, host, port, route, need, verdict, failedPhase, findings, reason }: ReportedCheck, report: Report) {
  const codes = findings.filter((name) => report.findings.some((finding) => finding.code === name));
  const way = route.kind === "proxy" ? route.proxy : `direct (${route.reason})`;
  return [
    code(cut(id, 90)),
    code(cut(`${host}:${port}`, 90)),
    code(cut(way, 90)),
    need,
    verdict,
    failedPhase ?? "",
    codes.length > 0 ? codes.map(code).join(", ") : plain(cut(reason ?? "", 120)),
  ];
}
