// The request as comma-separated values, for spreadsheets and ticket systems.

import { field } from "../../output/domains/csv.ts";
import { plain } from "../comment.ts";
import type { RequestedRow } from "../firewall-request.ts";

const COLUMNS: Record<string, (row: RequestedRow) => string> = {
  asked_of: ({ at }) => at,
  from: ({ from }) => from,
  host: ({ host }) => host,
  port: ({ port }) => String(port),
  protocol: ({ protocol }) => protocol,
  need: ({ need }) => need,
  why: ({ why }) => why,
  without_it: ({ without }) => without,
  observed: ({ observed }) => observed,
  ids: ({ ids }) => ids.join(" "),
};

export function csv(rows: RequestedRow[]): string {
  const cells = rows.map((row) => Object.values(COLUMNS).map((cell) => text(cell(row))));
  return [Object.keys(COLUMNS), ...cells].map((line) => `${line.map(field).join(",")}\r\n`).join("");
}

/** A spreadsheet takes a cell that begins so for a formula, and may run it. */
function text(cell: string): string {
  const one = plain(cell);
  return /^[=+\-@\t\r|%]/.test(one) ? `'${one}` : one;
}
