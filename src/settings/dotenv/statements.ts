// An env file's text → its assignments in order, as docker compose v2 reads env_file. Not as `docker run --env-file`, which keeps quotes.

import { unescaped } from "./escapes.ts";

export interface Statement {
  name: string;
  /** The text before expansion, escapes undone; null where the name stands alone: the value is the process's. */
  raw: string | null;
  /** Single quotes keep `$` as it is. */
  expands: boolean;
  /** Counted from 1. */
  line: number;
}

/** Where the file breaks the grammar: compose refuses all of it. `what` holds no piece of a value. */
export interface SyntaxProblem {
  line: number;
  what: string;
}

/** What Go's unicode.IsSpace takes, the line feed included. */
const SPACE = /[\t\n\v\f\r \u0085\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]/;
const INLINE_SPACE = /[\t\v\f\r \u0085\u00a0]/;
const NAME_CHARACTER = /[\p{L}\p{N}_.\-[\]]/u;

/** Source of the grammar: compose-go 2.13, dotenv package. */
export function readStatements(text: string): Statement[] | SyntaxProblem {
  const statements: Statement[] = [];
  const reader = new Reader(text);
  for (;;) {
    reader.skipToStatement();
    if (reader.atEnd) return statements;
    const statement = reader.statement();
    if ("what" in statement) return statement;
    statements.push(statement);
  }
}

class Reader {
  readonly #text: string;
  #at = 0;
  #line = 1;
  #counted = 0;

  constructor(text: string) {
    this.#text = text;
  }

  get atEnd(): boolean {
    return this.#at >= this.#text.length;
  }

  skipToStatement(): void {
    while (!this.atEnd) {
      if (SPACE.test(this.#text[this.#at]!)) this.#at++;
      else if (this.#text[this.#at] === "#") this.#at = this.#endOfLine();
      else return;
    }
  }

  statement(): Statement | SyntaxProblem {
    const exported = /^export\s+/.exec(this.#text.slice(this.#at, this.#at + 80));
    if (exported) this.#at += exported[0].length;
    const line = this.#lineHere();
    const start = this.#at;
    for (; !this.atEnd; this.#at++) {
      const character = String.fromCodePoint(this.#text.codePointAt(this.#at)!);
      if (character === "=" || character === ":" || character === "\n") break;
      if (INLINE_SPACE.test(character)) continue;
      if (!NAME_CHARACTER.test(character)) return { line, what: strayCharacter(character) };
      this.#at += character.length - 1;
    }
    const name = this.#text.slice(start, this.#at).trimEnd();
    const sign = this.#text[this.#at];
    if (name.includes(" ")) return { line, what: "a name holds a blank: NAME=value is needed" };
    this.#at++;
    if (sign === "\n" || sign === undefined) return { name, raw: null, expands: false, line };
    while (!this.atEnd && INLINE_SPACE.test(this.#text[this.#at]!)) this.#at++;
    const quote = this.#text[this.#at];
    return quote === '"' || quote === "'" ? this.#quoted(name, quote, line) : this.#plain(name, line);
  }

  /** Until the end of the line; a comment starts at a blank followed by #. */
  #plain(name: string, line: number): Statement {
    const end = this.#endOfLine();
    const [value = ""] = this.#text.slice(this.#at, end).split(" #", 1);
    this.#at = end;
    return { name, raw: trimmedEnd(value), expands: true, line };
  }

  #quoted(name: string, quote: '"' | "'", line: number): Statement | SyntaxProblem {
    const parts: string[] = [];
    for (let at = this.#at + 1, from = at; at < this.#text.length; at++) {
      const character = this.#text[at];
      if (character === "\\") {
        // A backslash before the quote goes; before anything else it stays, for the escapes below.
        if (this.#text[at + 1] === quote) {
          parts.push(this.#text.slice(from, at));
          from = at + 1;
        }
        at++;
      } else if (character === quote) {
        parts.push(this.#text.slice(from, at));
        this.#at = at + 1;
        const value = parts.join("");
        return { name, raw: quote === '"' ? unescaped(value) : value, expands: quote === '"', line };
      }
    }
    return {
      line,
      what: `the ${quote === '"' ? "double" : "single"} quote that the value of ${name} starts with is never closed`,
    };
  }

  #endOfLine(): number {
    const end = this.#text.indexOf("\n", this.#at);
    return end === -1 ? this.#text.length : end;
  }

  #lineHere(): number {
    for (let at = this.#text.indexOf("\n", this.#counted); at !== -1 && at < this.#at; ) {
      this.#line++;
      this.#counted = at + 1;
      at = this.#text.indexOf("\n", this.#counted);
    }
    return this.#line;
  }
}

function strayCharacter(character: string): string {
  const shown = JSON.stringify(character);
  return `a name cannot hold ${shown}: NAME=value is needed, and a comment starts with #`;
}

function trimmedEnd(text: string): string {
  let end = text.length;
  while (end > 0 && SPACE.test(text[end - 1]!)) end--;
  return text.slice(0, end);
}
