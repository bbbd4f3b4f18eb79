// Corrects keys of a Helm values file: the text of the value alone is replaced; comments, order and indentation stay.

import { isMap, isScalar, isSeq, LineCounter, type Pair, parseDocument, stringify, type YAMLMap } from "yaml";
import type { Correction } from "../../diagnose/finding.ts";
import type { Corrected } from "./correct.ts";

export function correctValues(text: string, corrections: Correction[]): Corrected {
  let now = text;
  const made: Correction[] = [];
  const left: Corrected["left"] = [];
  for (const correction of corrections) {
    const next = correctOne(now, correction);
    if (typeof next === "string") {
      now = next;
      made.push(correction);
    } else left.push({ correction, reason: next.reason });
  }
  return { text: now, made, left };
}

type Outcome = string | { reason: string };

function correctOne(text: string, { key, value }: Correction): Outcome {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, keepSourceTokens: true });
  const path = key.split(".");
  const found = pairAt(document.contents, path);
  if (found !== null) return value === null ? removed(text, found) : replaced(text, found, value);
  if (value === null) return text;
  return inserted(text, document.contents, path, value);
}

function pairAt(node: unknown, [name, ...rest]: string[]): Pair | null {
  if (!isMap(node)) return null;
  const pair = node.items.find((item) => isScalar(item.key) && String(item.key.value) === name);
  if (pair === undefined) return null;
  return rest.length === 0 ? pair : pairAt(pair.value, rest);
}

/** Offsets of a value: a block ends where its last line does, without what follows it. */
function rangeOf(node: unknown): [number, number] | null {
  const range = (node as { range?: [number, number, number] | null } | null)?.range;
  return range ? [range[0], range[1]] : null;
}

function replaced(text: string, pair: Pair, value: string): Outcome {
  const range = rangeOf(pair.value);
  if (isMap(pair.value)) return { reason: "it holds further keys" };
  if (range === null) return { reason: "it has no value that could be replaced" };
  const [start, end] = range;
  // An anchor or a tag before the value would stay behind with a new meaning.
  if (pair.value && typeof pair.value === "object" && "anchor" in pair.value && pair.value.anchor) {
    return { reason: "its value is used in other places too (a YAML anchor)" };
  }
  const old = text.slice(start, end);
  const isBlock = isSeq(pair.value) && !pair.value.flow;
  const kept = isBlock ? old.length - old.trimEnd().length : 0;
  const column = start - (text.lastIndexOf("\n", start - 1) + 1);
  const fresh = isSeq(pair.value) ? list(value, isBlock, column) : scalar(value, old);
  // "key:" with nothing after it: the empty value stands directly behind the colon.
  const gap = start === end && text[start - 1] === ":" ? " " : "";
  return text.slice(0, start) + gap + fresh + text.slice(end - kept);
}

function list(value: string, block: boolean, column: number): string {
  const entries = value.split(",").map((entry) => quoted(entry, '"'));
  return block ? entries.map((entry) => `- ${entry}`).join(`\n${" ".repeat(column)}`) : `[${entries.join(", ")}]`;
}

function scalar(value: string, old: string): string {
  const quote = old.startsWith("'") ? "'" : old.startsWith('"') ? '"' : "";
  if (/^(?:true|false|\d+)$/.test(value)) return value;
  return quote === "" ? stringify(value, { lineWidth: 0 }).trimEnd() : quoted(value, quote);
}

function quoted(value: string, quote: '"' | "'"): string {
  return quote === '"' ? JSON.stringify(value) : `'${value.replaceAll("'", "''")}'`;
}

/** The whole lines of the pair. */
function removed(text: string, pair: Pair): Outcome {
  const key = rangeOf(pair.key);
  if (key === null) return { reason: "its place in the file is not known" };
  const start = text.lastIndexOf("\n", key[0] - 1) + 1;
  if (text.slice(start, key[0]).trim() !== "") return { reason: "it stands in a line with other keys" };
  const value = rangeOf(pair.value);
  const last = Math.max(key[1], value?.[1] ?? 0);
  // A block scalar's range ends after its line end.
  const end = text[last - 1] === "\n" ? last : text.indexOf("\n", last) + 1;
  return text.slice(0, start) + (end === 0 ? "" : text.slice(end));
}

/** Below the deepest map of the path that is there, at the indentation of its keys. */
function inserted(text: string, contents: unknown, path: string[], value: string): Outcome {
  let depth = path.length - 1;
  while (depth > 0 && !isMap(pairAt(contents, path.slice(0, depth))?.value)) depth--;
  const parent = depth === 0 ? contents : pairAt(contents, path.slice(0, depth))?.value;
  const rest = path.slice(depth);
  if (parent === null && text.trim() === "") return block(rest, value, 0);
  if (!isMap(parent)) return { reason: "what stands above it is no map" };
  if (parent.flow) return { reason: `${path.slice(0, depth).join(".")} is written in braces` };
  if (pairAt(parent, rest.slice(0, 1)) !== null && rest.length > 1) return { reason: `${rest[0]} holds no map` };
  return insertInto(text, parent, rest, value);
}

function insertInto(text: string, parent: YAMLMap, rest: string[], value: string): Outcome {
  const first = rangeOf(parent.items[0]?.key);
  const last = parent.items.at(-1);
  if (first === null || last === undefined) return { reason: "the map above it is empty" };
  const indent = first[0] - (text.lastIndexOf("\n", first[0] - 1) + 1);
  const end = Math.max(rangeOf(last.key)?.[1] ?? 0, rangeOf(last.value)?.[1] ?? 0);
  const at = text[end - 1] === "\n" ? end : lineAfter(text, end);
  const gap = text[at - 1] === "\n" || at === 0 ? "" : "\n";
  return text.slice(0, at) + gap + block(rest, value, indent) + text.slice(at);
}

function lineAfter(text: string, from: number): number {
  const end = text.indexOf("\n", from);
  return end === -1 ? text.length : end + 1;
}

function block(path: string[], value: string, indent: number): string {
  const text = path.at(-1) === "excludedDomains" ? list(value, false, 0) : scalar(value, "");
  return path
    .map((name, depth) => `${" ".repeat(indent + 2 * depth)}${name}:${depth === path.length - 1 ? ` ${text}` : ""}\n`)
    .join("");
}
