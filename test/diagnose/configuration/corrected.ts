// Applies the corrections of findings to the files, as a program would.

import { parseDocument } from "yaml";
import type { Correction, Finding } from "../../../src/diagnose/finding.ts";

export function corrected(files: Record<string, string>, findings: Finding[]): Record<string, string> {
  const after = { ...files };
  for (const correction of findings.flatMap(({ corrections }) => corrections ?? [])) {
    const { source } = correction;
    const text = after[source];
    if (text === undefined) throw new Error(`no file ${source} to correct`);
    after[source] = source.endsWith(".yaml") ? inYaml(text, correction) : inDotenv(text, correction);
  }
  return after;
}

function inDotenv(text: string, { key, line, value }: Correction): string {
  const lines = text.trimEnd().split("\n");
  const written = value === null ? [] : [`${key}=${value}`];
  if (line === null) return `${[...lines.filter((each) => !each.startsWith(`${key}=`)), ...written].join("\n")}\n`;
  if (!lines[line - 1]?.includes(key)) throw new Error(`line ${line} does not set ${key}: ${lines[line - 1]}`);
  return `${lines.map((each, at) => (at === line - 1 ? written.join("") : each)).join("\n")}\n`;
}

function inYaml(text: string, { key, value }: Correction): string {
  const document = parseDocument(text);
  const path = key.startsWith("spec.values.") ? [...key.split("."), "value"] : key.split(".");
  const list = key.endsWith(".excludedDomains") ? value?.split(",") : null;
  const word = value === "true" ? true : value === "false" ? false : value;
  if (value === null) document.deleteIn(path);
  else document.setIn(path, list ?? word);
  return document.toString();
}
