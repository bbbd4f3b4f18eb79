// The commands that docs/kubernetes.md and docs/support.md tell their readers to type.

import { readFileSync } from "node:fs";
import { join } from "node:path";

export const ROOT = join(import.meta.dirname, "../..");
export const PAGES = ["docs/kubernetes.md", "docs/support.md"];

/** Each line of each code block. */
export function commandsOf(page: string): string[] {
  const text = readFileSync(join(ROOT, page), "utf8");
  const blocks = [...text.matchAll(/^```\n([\s\S]*?)^```$/gm)].map(([, block]) => block!);
  return blocks.flatMap((block) => block.split("\n")).filter((line) => line !== "");
}

/** As a shell parts it; redirections are left out. */
export function words(command: string): string[] {
  const parts = [...command.matchAll(/(?:'[^']*'|[^\s'])+/g)].map(([part]) => part.replaceAll("'", ""));
  return parts.filter((part) => !/^[<>]/.test(part));
}

/** The documented way to the report without carto-proxy: reads the log on standard input, prints the JSON. */
export function sedLine(): string {
  const line = commandsOf("docs/kubernetes.md").find((command) => command.startsWith("sed "));
  if (line === undefined) throw new Error("docs/kubernetes.md has no sed line");
  return line.replace(/ <\S+ >\S+$/, "");
}
