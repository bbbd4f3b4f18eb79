// Corrects variables in a dotenv file: the value alone is replaced; comments, order, line ends and quotation marks stay.

import type { Correction } from "../../diagnose/finding.ts";
import type { Corrected } from "./correct.ts";

export function correctDotenv(text: string, corrections: Correction[]): Corrected {
  let now = text;
  const made: Correction[] = [];
  const left: Corrected["left"] = [];
  for (const correction of corrections) {
    const next = correctOne(now, correction);
    if (next === null) left.push({ correction, reason: `${correction.key} is not written as NAME=value in the file` });
    else {
      now = next;
      made.push(correction);
    }
  }
  return { text: now, made, left };
}

function correctOne(text: string, { key, value, found }: Correction): string | null {
  const spans = assignments(text).filter(({ name }) => name === key);
  if (value === null) return spans.reduceRight((rest, span) => cut(rest, span.start, span.end), text);
  const last = spans.at(-1);
  if (last) return text.slice(0, last.valueStart) + written(value, last.quote) + text.slice(last.valueEnd);
  return found === null ? added(text, key, value) : null;
}

interface Assignment {
  name: string;
  /** Offsets: of the whole with its line end, and of the value with its quotation marks. */
  start: number;
  end: number;
  valueStart: number;
  valueEnd: number;
  quote: '"' | "'" | "";
}

const NAME = /^[ \t]*(?:export[ \t]+)?([A-Za-z_][\w.]*)[ \t]*[=:][ \t]*/;

/** As compose reads it: a quoted value may go on over several lines, an unquoted one ends at a blank before #. */
function assignments(text: string): Assignment[] {
  const all: Assignment[] = [];
  for (let at = text.startsWith("\ufeff") ? 1 : 0; at < text.length; ) {
    const head = NAME.exec(text.slice(at, lineEnd(text, at)));
    const valueStart = at + (head?.[0].length ?? 0);
    const first = text[valueStart];
    const quote = head && (first === '"' || first === "'") ? first : "";
    const valueEnd = quote ? closing(text, valueStart) : plainEnd(text, valueStart);
    const end = Math.min(text.length, lineEnd(text, valueEnd) + 1);
    if (head) all.push({ name: head[1]!, start: at, end, valueStart, valueEnd, quote });
    at = end;
  }
  return all;
}

function lineEnd(text: string, from: number): number {
  const end = text.indexOf("\n", from);
  return end === -1 ? text.length : end;
}

/** The offset after the closing quotation mark; of the end of the line where there is none. */
function closing(text: string, start: number): number {
  const quote = text[start];
  for (let at = start + 1; at < text.length; at++) {
    if (text[at] === "\\" && quote === '"') at++;
    else if (text[at] === quote) return at + 1;
  }
  return plainEnd(text, start);
}

function plainEnd(text: string, start: number): number {
  const line = text.slice(start, lineEnd(text, start));
  const comment = /[ \t]+#/.exec(line);
  return start + line.slice(0, comment?.index ?? line.length).trimEnd().length;
}

function written(value: string, quote: Assignment["quote"]): string {
  if (quote === "'" && !value.includes("'")) return `'${value}'`;
  if (quote === '"' || /[\s#"'\\$`]/.test(value)) return `"${value.replace(/["\\$]/g, "\\$&")}"`;
  return value;
}

function cut(text: string, start: number, end: number): string {
  return text.slice(0, start) + text.slice(end);
}

/** After its own name in the other case, else after the last variable of a proxy, else at the end. */
function added(text: string, key: string, value: string): string {
  const all = assignments(text);
  const twin = all.findLast(({ name }) => name.toLowerCase() === key.toLowerCase());
  const kin = all.findLast(({ name }) => /proxy$/i.test(name) || name.startsWith("NODE_"));
  const at = (twin ?? kin)?.end ?? text.length;
  const newline = /\r\n/.test(text) ? "\r\n" : "\n";
  const before = text.slice(0, at);
  const gap = before === "" || before === "\ufeff" || before.endsWith("\n") ? "" : newline;
  return `${before}${gap}${key}=${written(value, twin?.quote ?? "")}${newline}${text.slice(at)}`;
}
