// An env file as docker-compose 1.29 reads it, with python-dotenv: CARTO's documented minimum, and in places another reading than v2's.

import { LONGEST } from "./expansion.ts";

export interface OlderReading {
  name: string;
  /** Null where the name stands alone: the value is the process's. */
  value: string | null;
}

const BLANKS = /[^\S\r\n]*/y;
const END = /[^\S\r\n]*(?:#[^\r\n]*)?[^\S\r\n]*(?:\r\n|\n|\r|$)/y;
const REST = /[^\r\n]*(?:\r\n|\n|\r)?/y;
const NAME = /'[^']+'|(?!')[^=#\s]+/y;
const SINGLE = /'(?:\\'|[^'])*'/y;
const DOUBLE = /"(?:\\"|[^"])*"/y;
const PLAIN = /(?!['"])[^\r\n]*/y;

/**
 * Every assignment in order, expanded. A line that it cannot read it leaves out with a warning, where v2 refuses the file.
 * Source of the grammar: python-dotenv 1.2, parser and variables; measured with docker-compose 1.29.2.
 */
export function readAsOlderCompose(text: string, environment: Record<string, string | undefined>): OlderReading[] {
  const readings: OlderReading[] = [];
  const own = new Map<string, string | null>();
  const known = (name: string) => (own.has(name) ? (own.get(name) ?? "") : environment[name]);
  for (let at = 0; at < text.length; ) {
    const read = binding(text, at + match(/\s*/y, text, at)!.length);
    at = read.end;
    if (read.name === null) continue;
    const value = read.value === null ? null : expanded(read.value, known);
    own.set(read.name, value);
    readings.push({ name: read.name, value });
  }
  return readings;
}

function binding(text: string, start: number): { name: string | null; value: string | null; end: number } {
  const broken = (at: number) => ({ name: null, value: null, end: at + Math.max(1, match(REST, text, at)!.length) });
  let at = start + (match(/(?:export[^\S\r\n]+)?/y, text, start)?.length ?? 0);
  if (text[at] === "#" || at >= text.length) return broken(at);
  const name = match(NAME, text, at);
  if (name === null) return broken(at);
  at += name.length;
  at += match(BLANKS, text, at)!.length;
  let value: string | null = null;
  if (text[at] === "=") {
    at += 1 + match(BLANKS, text, at + 1)!.length;
    const written = match(SINGLE, text, at) ?? match(DOUBLE, text, at) ?? match(PLAIN, text, at);
    if (written === null) return broken(at);
    at += written.length;
    value = content(written);
  }
  const end = match(END, text, at);
  return end === null ? broken(at) : { name: name.replace(/^'|'$/g, ""), value, end: at + end.length };
}

function content(written: string): string {
  const inner = written.slice(1, -1);
  if (written.startsWith("'")) return inner.replace(/\\([\\'])/g, "$1");
  if (written.startsWith('"')) return inner.replace(/\\([\\'"abfnrtv])/g, (_, sign: string) => ESCAPES[sign] ?? sign);
  return written.replace(/\s+#.*/, "").trimEnd();
}

const ESCAPES: Record<string, string> = { a: "\u0007", b: "\b", f: "\f", n: "\n", r: "\r", t: "\t", v: "\v" };

/** `${NAME}` and `${NAME:-default}` alone, in any kind of quotes; `$NAME` and `$$` stay as they are. Cut where it grows too long. */
function expanded(value: string, known: (name: string) => string | undefined): string {
  let length = 0;
  return value.replace(/\$\{([^}:]{0,500})(?::-([^}]{0,5000}))?\}/g, (_, name: string, fallback?: string) => {
    const text = known(name) ?? fallback ?? "";
    length += text.length;
    return length > LONGEST ? "" : text;
  });
}

function match(pattern: RegExp, text: string, at: number): string | null {
  pattern.lastIndex = at;
  return pattern.exec(text)?.[0] ?? null;
}
