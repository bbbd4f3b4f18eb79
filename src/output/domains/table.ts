// The whitelist as a table that fits 80 columns.

import Table from "cli-table3";
import type { DomainList } from "../domains.ts";
import { type Group, groupsOf } from "./groups.ts";

const BLANK = {
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

/** Columns with the blanks after them: 80 together. What is longer goes on in a second line. */
const WIDTHS = [38, 10, 10, 22];

export function renderTable({ deployment, version, domains }: DomainList): string {
  const heading = `CARTO Self-hosted egress whitelist ${version}, deployment ${deployment}`;
  return `${heading}\n${groupsOf(domains).map(renderGroup).join("")}`;
}

function renderGroup({ title, words, domains }: Group): string {
  const table = new Table({
    head: ["HOST", "PORT", "FROM", "FEATURE"],
    colWidths: WIDTHS,
    chars: BLANK,
    wordWrap: true,
    wrapOnWordBoundary: false,
    style: { head: [], border: [], "padding-left": 0, "padding-right": 1 },
  });
  for (const { host, port, protocol, leavesFrom, feature } of domains) {
    table.push([host, `${port} ${protocol}`, leavesFrom, feature]);
  }
  const lines = table.toString().split("\n");
  return `\n${title.toUpperCase()} (${domains.length})\n${words}\n\n${lines.map((line) => `${line.trimEnd()}\n`).join("")}`;
}
