// Applies what findings print to the files, as an operator would who pastes it: the lines of a .env, the keys of a values file.

import { parse, stringify } from "yaml";
import type { Finding, Remedy } from "../../../src/diagnose/finding.ts";

/** The files after every snippet and every "Remove NAME:" of the findings. */
export function asPrinted(files: Record<string, string>, findings: Finding[]): Record<string, string> {
  const remedies = findings.flatMap((finding) => finding.remedies);
  return Object.fromEntries(
    Object.entries(files).map(([name, text]) => [name, remedies.reduce((rest, one) => applied(name, rest, one), text)]),
  );
}

function applied(name: string, text: string, { do: words, snippet }: Remedy): string {
  if (name.endsWith(".yaml")) {
    return snippet?.language === "yaml" ? stringify(merged(parse(text), parse(snippet.text))) : text;
  }
  if (!name.endsWith(".env")) return text;
  const removed = [...words.matchAll(/\bRemove ([\w, ]+):/g)].flatMap(([, names]) => names!.split(/,| and /));
  const printed = snippet?.language === "dotenv" ? snippet.text.split("\n").filter((line) => /^\w+=/.test(line)) : [];
  const gone = new Set([...removed.map((one) => one.trim()), ...printed.map(nameOf)]);
  const kept = text
    .trimEnd()
    .split("\n")
    .filter((line) => !gone.has(nameOf(line)));
  return `${[...kept, ...printed].join("\n")}\n`;
}

function nameOf(line: string): string {
  return line.split("=")[0]!;
}

type Tree = Record<string, unknown>;

/** As Helm merges a second values file. */
function merged(base: unknown, more: unknown): unknown {
  if (!isTree(base) || !isTree(more)) return more;
  return Object.fromEntries(
    [...new Set([...Object.keys(base), ...Object.keys(more)])].map((key) => [
      key,
      key in more ? merged(base[key], more[key]) : base[key],
    ]),
  );
}

function isTree(value: unknown): value is Tree {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
