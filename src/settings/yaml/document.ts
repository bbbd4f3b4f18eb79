// A YAML or JSON text → values with their places, in bounded time and memory. Throws UsageError with file, line and column.

import { isAlias, isMap, isScalar, isSeq, Lexer, LineCounter, type Pair, parseAllDocuments, type YAMLMap } from "yaml";
import { UsageError } from "../usage-error.ts";
import { explained } from "./explanation.ts";
import type { MapValue, Value } from "./values.ts";

/** The full values.yaml of CARTO's chart has less than a tenth of these. */
const MOST_TOKENS = 400_000;
const MOST_DOCUMENTS = 200;
/** Values after aliases are followed: a file that grows beyond this is a trap. */
const MOST_VALUES = 200_000;
const DEEPEST = 60;

type Document = ReturnType<typeof parseAllDocuments>[number];

/**
 * The documents that are not empty. YAML 1.1, as Helm reads it: `yes` and `on` are booleans, `<<` merges, and of two equal keys
 * the later wins. `label` starts each error: the option and the file.
 */
export function readDocuments(text: string, file: string, label: string): Value[] {
  const fail: Fail = (where, what) => {
    throw new UsageError(`${label}${where === null ? "" : `, ${where}`}: ${what}`);
  };
  requireBounded(text, fail);
  const counter = new LineCounter();
  const documents = parse(text, counter, fail);
  const budget = { values: MOST_VALUES };
  return documents.flatMap((document) => {
    const [error] = document.errors;
    if (error) {
      const { line, col } = counter.linePos(error.pos[0]);
      fail(
        `line ${line}, column ${col}`,
        `it is not YAML: ${explained(error.code, text.split("\n", line)[line - 1] ?? "")}`,
      );
    }
    if (document.contents === null) return [];
    return [new Reader(document, file, counter, budget, fail).value(document.contents, [], 0)];
  });
}

type Fail = (where: string | null, what: string) => never;

/** Lexing holds one token at a time: what is too much is known before anything is built from it. */
function requireBounded(text: string, fail: Fail): void {
  let tokens = 0;
  let documents = 0;
  for (const token of new Lexer().lex(text)) {
    if (token === "---") documents++;
    if (++tokens > MOST_TOKENS) fail(null, `it holds more than ${MOST_TOKENS} words and signs: name the right file`);
    if (documents > MOST_DOCUMENTS) fail(null, `it holds more than ${MOST_DOCUMENTS} documents: name the right file`);
  }
}

function parse(text: string, counter: LineCounter, fail: Fail): Document[] {
  try {
    const options = { version: "1.1", merge: false, uniqueKeys: false, prettyErrors: false } as const;
    const documents = parseAllDocuments(text, { ...options, lineCounter: counter });
    return Array.isArray(documents) ? documents : [];
  } catch (error) {
    if (error instanceof RangeError) return fail(null, "it is nested too deeply");
    throw error;
  }
}

class Reader {
  readonly #document: Document;
  readonly #file: string;
  readonly #counter: LineCounter;
  readonly #budget: { values: number };
  readonly #fail: Fail;
  /** The library looks for an anchor through the whole document, each time. */
  readonly #targets = new Map<unknown, unknown>();

  constructor(document: Document, file: string, counter: LineCounter, budget: { values: number }, fail: Fail) {
    this.#document = document;
    this.#file = file;
    this.#counter = counter;
    this.#budget = budget;
    this.#fail = fail;
  }

  value(node: unknown, path: string[], depth: number, line: number | null = null): Value {
    if (--this.#budget.values < 0) this.#fail(null, `its aliases make more than ${MOST_VALUES} values of it`);
    if (depth > DEEPEST) this.#fail(null, "it is nested too deeply");
    if (isAlias(node)) {
      const target = this.#targets.get(node) ?? node.resolve(this.#document);
      this.#targets.set(node, target);
      if (target === undefined) this.#fail(this.#where(node), `the alias *${node.source} has no anchor`);
      return this.value(target, path, depth + 1, line ?? this.#lineOf(node));
    }
    const from = { source: this.#file, line: line ?? this.#lineOf(node), key: path.join(".") };
    if (isMap(node)) return this.#map(node, path, depth, from);
    if (isSeq(node)) {
      const items = node.items.map((item, index) => this.value(item, [...path, String(index)], depth + 1));
      return { kind: "list", items, from };
    }
    if (!isScalar(node)) return { kind: "scalar", value: null, text: "", from };
    const { value } = node;
    const plain =
      typeof value === "boolean" || typeof value === "number" || typeof value === "bigint" || value === null;
    const text = typeof value === "string" ? value : (node.source ?? String(value));
    return { kind: "scalar", value: plain ? value : text, text, from };
  }

  #map(node: YAMLMap, path: string[], depth: number, from: MapValue["from"]): MapValue {
    const entries = new Map<string, Value>();
    for (const pair of node.items as Pair[]) {
      const key = isScalar(pair.key) ? String(pair.key.source ?? pair.key.value) : null;
      if (key === null) continue;
      const line = this.#lineOf(pair.key);
      if (key === "<<") {
        for (const [name, value] of this.#mergedIn(pair.value, path, depth))
          if (!entries.has(name)) entries.set(name, value);
      } else entries.set(key, this.value(pair.value, [...path, key], depth + 1, line));
    }
    return { kind: "map", entries, from };
  }

  /** `<<: *base` or a list of such. */
  #mergedIn(node: unknown, path: string[], depth: number): [string, Value][] {
    const value = this.value(node, path, depth + 1);
    const maps = value.kind === "list" ? value.items : [value];
    return maps.flatMap((map) => (map.kind === "map" ? [...map.entries] : []));
  }

  #lineOf(node: unknown): number | null {
    const start = (node as { range?: [number, number, number] | null } | null)?.range?.[0];
    return start === undefined ? null : this.#counter.linePos(start).line;
  }

  #where(node: unknown): string | null {
    const line = this.#lineOf(node);
    return line === null ? null : `line ${line}`;
  }
}
