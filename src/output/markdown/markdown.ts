// The report for a ticket's text: verdict, findings with their evidence, failed rows, configuration, versions.

import type { Report } from "../../report/report.ts";
import { counted } from "../layout.ts";
import { printableData } from "../printable.ts";
import { configuration } from "./configuration.ts";
import { failedRows } from "./failed-rows.ts";
import { findings } from "./findings.ts";
import { head, versions } from "./head.ts";

/** Jira takes 32,767 characters in a comment, GitHub 65,536, Zendesk 65,535: with 60,000 most trackers keep it whole. */
export const MOST_CHARACTERS = 60_000;

/** Every part in blocks that may be left out from the end; the first one always stays. */
export type Part = (report: Report) => { title: string | null; blocks: string[]; what: string };

/** Share of the page that each part may fill, beside what the parts before it left free. */
const PARTS: [part: Part, share: number][] = [
  [head, 4_000],
  [findings, 36_000],
  [failedRows, 8_000],
  [configuration, 9_000],
  [versions, 2_000],
];

export function markdown(report: Report): string {
  const shown = printableData(report);
  const sections: string[] = [];
  let room = 0;
  for (const [part, share] of PARTS) {
    room += share;
    const text = fitted(part(shown), room);
    room -= text.length;
    sections.push(text);
  }
  return `${sections.filter((section) => section !== "").join("\n\n")}\n`;
}

/** As many blocks as fit, and how many do not. */
function fitted({ title, blocks, what }: ReturnType<Part>, room: number): string {
  if (blocks.length === 0) return "";
  const kept: string[] = title === null ? [] : [`## ${title}`];
  let length = kept.join("\n\n").length;
  for (const [index, block] of blocks.entries()) {
    length += block.length + 2;
    if (length > room - LEFT_OUT) {
      kept.push(`*${counted(blocks.length - index, what)} more: see the JSON report.*`);
      break;
    }
    kept.push(block);
  }
  return kept.join("\n\n");
}

/** Room for the sentence about what was left out. */
const LEFT_OUT = 120;
