// Text that is made to be copied: kept line by line; a line that does not fit is broken in a way that can still be pasted.

import type { Remedy } from "../../diagnose/finding.ts";
import { displayWidth, startOf, wrap } from "../layout.ts";

/** In these a backslash at the end of a line continues it. */
const CONTINUED = new Set(["sh", "shell", "bash", "console", "squid", "dockerfile"]);

const NOTE = "(broken here to fit the page: --format json has it in one piece)";

export function snippet({ language, text }: NonNullable<Remedy["snippet"]>, width: number, indent: string): string[] {
  const lines = text.replace(/\n+$/, "").replaceAll("\t", "  ").split("\n");
  const broken = lines.map((line) =>
    CONTINUED.has(language) ? continued(line, width, indent) : cut(line, width, indent),
  );
  const isWhole = broken.every(({ whole }) => whole);
  return [...broken.flatMap((line) => line.lines), ...(isWhole ? [] : wrap(NOTE, width, indent))];
}

/** A shell command after its lead. */
export function command(text: string, width: number, lead: string): string[] {
  const indent = " ".repeat(displayWidth(lead));
  const { lines, whole } = continued(text.replace(/\s*\n\s*/g, " "), width, indent);
  const [first = "", ...rest] = lines;
  return [lead + first.slice(indent.length), ...rest, ...(whole ? [] : wrap(NOTE, width, indent))];
}

interface Broken {
  lines: string[];
  /** Whether it can be pasted as it stands. */
  whole: boolean;
}

function continued(line: string, width: number, indent: string): Broken {
  if (displayWidth(indent + line) <= width) return { lines: [(indent + line).trimEnd()], whole: true };
  const comment = line.match(/^\s*#\s*/)?.[0];
  if (comment !== undefined)
    return { lines: wrap(line.slice(comment.length), width, indent + comment, indent + comment), whole: true };
  const room = width - displayWidth(indent) - 4;
  // Blanks inside quotes belong to one argument and stay together.
  const words = line.match(/(?:"[^"]*"|'[^']*'|\S)+/g) ?? [];
  if (words.some((word) => displayWidth(word) > room)) return cut(line, width, indent);
  const lines: string[] = [];
  let current = line.match(/^\s*/)?.[0] ?? "";
  for (const word of words) {
    const joined = current.trim() === "" ? current + word : `${current} ${word}`;
    if (displayWidth(joined) <= room || current.trim() === "") current = joined;
    else {
      lines.push(`${indent}${current} \\`);
      current = `  ${word}`;
    }
  }
  return { lines: [...lines, indent + current], whole: true };
}

function cut(line: string, width: number, indent: string): Broken {
  const room = width - displayWidth(indent);
  const lines: string[] = [];
  let left = line.trimEnd();
  do {
    const start = startOf(left, room);
    lines.push((indent + start).trimEnd());
    left = left.slice(start.length);
  } while (left !== "");
  return { lines, whole: lines.length === 1 };
}
