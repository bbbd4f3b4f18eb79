// One whitelist file's text → its entries, or its problems with their lines. Pure.

import { type Document, isMap, isScalar, LineCounter, parseDocument } from "yaml";
import type { z } from "zod";
import type { Domain } from "./domain.ts";
import { Lines, type Path } from "./lines.ts";
import { contradictions, entrySchema, fileSchema } from "./schema.ts";
import { firstLine, syntaxProblems } from "./syntax.ts";
import type { WhitelistProblem } from "./whitelist-error.ts";
import { issueText, unknownField } from "./wording.ts";

const NESTED_FIELDS: Record<string, string[]> = {
  expect: ["status", "header", "body"],
  sources: ["title", "date", "url"],
};

/** Where an id stands, whether or not the rest of its entry is good: duplicates are told across files. */
export interface IdPlace {
  id: string;
  file: string;
  line: number;
}

export interface ParsedFile {
  version: string;
  domains: Domain[];
  ids: IdPlace[];
  problems: WhitelistProblem[];
}

export function parseWhitelistFile(file: string, text: string): ParsedFile {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
  const syntax = syntaxProblems(file, document, lines);
  if (syntax.length > 0) return { version: "", domains: [], ids: [], problems: syntax };
  return new FileReader(file, document, new Lines(document, lines)).read();
}

class FileReader {
  readonly #file: string;
  readonly #document: Document;
  readonly #lines: Lines;
  readonly #problems: WhitelistProblem[] = [];

  constructor(file: string, document: Document, lines: Lines) {
    this.#file = file;
    this.#document = document;
    this.#lines = lines;
  }

  read(): ParsedFile {
    const problems = this.#problems;
    const nothing = { version: "", domains: [], ids: [], problems };
    const contents = this.#document.contents;
    if (contents === null || (isScalar(contents) && contents.value === null)) {
      this.#report(null, [], 'is empty; write "version:" and "domains:"');
      return nothing;
    }
    if (!isMap(contents)) {
      this.#report(null, [], 'is not a mapping; write "version:" and "domains:" at the top');
      return nothing;
    }
    const content = this.#content();
    if (content === null) return nothing;
    const parsed = fileSchema.safeParse(content);
    if (!parsed.success) this.#reportIssues(parsed.error.issues, content, [], null, Object.keys(fileSchema.shape));
    const entries = this.#entries(content);
    const domains = entries.flatMap((entry, index) => this.#entry(entry, index));
    const ids = entries.flatMap((entry, index) => this.#idPlace(entry, index));
    return { version: parsed.success ? parsed.data.version : "", domains, ids, problems };
  }

  /** Null, and a problem, where aliases would multiply the text without end. */
  #content(): unknown {
    try {
      return this.#document.toJS();
    } catch (error) {
      this.#report(null, [], `is not usable YAML: ${firstLine(String(error))}; write the entries out`);
      return null;
    }
  }

  #entries(content: unknown): unknown[] {
    const { domains, sources } = content as { domains?: unknown; sources?: unknown };
    if (Array.isArray(domains) && domains.length === 0) {
      this.#report(null, ["domains"], "is empty; write at least one entry");
    }
    if ((domains === undefined && sources === undefined) || domains === null) {
      this.#report(null, ["domains"], "is missing; add a list of entries");
    }
    return Array.isArray(domains) ? domains : [];
  }

  #entry(entry: unknown, index: number): Domain[] {
    const base = ["domains", index];
    const id = idOf(entry);
    const parsed = entrySchema.safeParse(entry);
    if (!parsed.success) {
      this.#reportIssues(parsed.error.issues, entry, base, id, Object.keys(entrySchema.shape));
      return [];
    }
    const contrary = contradictions(parsed.data);
    for (const { path, message } of contrary) this.#report(id, [...base, ...path], message);
    return contrary.length > 0 ? [] : [parsed.data];
  }

  #idPlace(entry: unknown, index: number): IdPlace[] {
    const id = idOf(entry);
    return id === null ? [] : [{ id, file: this.#file, line: this.#lines.lineOf(["domains", index, "id"]) }];
  }

  #reportIssues(issues: z.core.$ZodIssue[], root: unknown, base: Path, id: string | null, fields: string[]): void {
    for (const issue of issues) {
      const path = [...base, ...issue.path];
      if (issue.code !== "unrecognized_keys") {
        this.#report(id, path, issueText(issue, valueAt(root, issue.path)));
        continue;
      }
      const names = NESTED_FIELDS[String(issue.path[0])] ?? fields;
      for (const key of issue.keys) this.#report(id, [...path, key], unknownField(key, names));
    }
  }

  #report(id: string | null, path: Path, message: string): void {
    const inEntry = path[0] === "domains" && typeof path[1] === "number";
    const field = (inEntry ? path.slice(2) : path).filter((part) => typeof part !== "number").join(".");
    const nameless = inEntry && id === null ? `entry ${Number(path[1]) + 1}: ` : "";
    const place = { file: this.#file, line: this.#lines.lineOf(path), id, field: field === "" ? null : field };
    this.#problems.push({ ...place, message: nameless + message });
  }
}

function idOf(entry: unknown): string | null {
  const id = typeof entry === "object" && entry !== null && "id" in entry ? entry.id : null;
  return typeof id === "string" ? id : null;
}

function valueAt(root: unknown, path: Path): unknown {
  return path.reduce<unknown>((value, key) => (value as Record<PropertyKey, unknown> | null | undefined)?.[key], root);
}
