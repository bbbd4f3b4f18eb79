// What is no YAML in a whitelist file, with its lines: errors of the parser, and aliases that stand for nothing.

import { type Document, type LineCounter, visit } from "yaml";
import type { WhitelistProblem } from "./whitelist-error.ts";

export function syntaxProblems(file: string, document: Document, lines: LineCounter): WhitelistProblem[] {
  const problem = (offset: number, message: string): WhitelistProblem => {
    return { file, line: lines.linePos(offset).line, id: null, field: null, message };
  };
  const found = document.errors.map((error) => problem(error.pos[0], `is not valid YAML: ${firstLine(error.message)}`));
  visit(document, {
    Alias: (_, alias) => {
      if (alias.resolve(document) !== undefined) return;
      const name = `*${alias.source}`;
      found.push(
        problem(alias.range?.[0] ?? 0, `is not valid YAML: ${name} stands for an anchor; quote it: "${name}"`),
      );
    },
  });
  return found;
}

export function firstLine(message: string): string {
  return message.split("\n")[0] ?? message;
}
