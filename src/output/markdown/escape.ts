// Text from networks and files as Markdown that means nothing but itself: no link, no markup, no mention, no broken table.

import { startOf } from "../layout.ts";

/** One line of running text. */
export function plain(text: string): string {
  return text
    .replace(/\s+/g, " ")
    .trim()
    .replace(/[\\`*_{}[\]()#+!|~>@$]/g, "\\$&")
    .replace(/&/g, "&amp;")
    .replace(/</g, "&lt;")
    .replace(/^[-=]/, "\\$&")
    .replace(/^(\d+)\.(?=\s|$)/, "$1\\.")
    .replace(/\b(https?|ftp):(?=\/\/)/gi, "$1&#58;")
    .replace(/\bwww\./gi, "www&#46;");
}

/** One line as code, in more backticks than it holds itself. A pipe would end a table's cell even there. */
export function code(text: string): string {
  const line = text.replace(/\s+/g, " ").trim();
  if (line === "") return "";
  const fence = "`".repeat(longestRun(line) + 1);
  const room = line.startsWith("`") || line.endsWith("`") ? " " : "";
  return `${fence}${room}${line}${room}${fence}`.replaceAll("|", "\\|");
}

/** A block of code. */
export function fenced(language: string, text: string): string {
  const fence = "`".repeat(Math.max(3, longestRun(text) + 1));
  return `${fence}${language.replace(/[^a-z0-9+-]/gi, "")}\n${text.replace(/\n+$/, "")}\n${fence}`;
}

/** At most `most` characters, said where it was cut. */
export function cut(text: string, most: number): string {
  return text.length <= most ? text : `${startOf(text, most).toWellFormed()} … (cut: ${text.length} characters)`;
}

function longestRun(text: string): number {
  return Math.max(0, ...[...text.matchAll(/`+/g)].map(([run]) => run.length));
}
