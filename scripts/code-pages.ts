// Writes docs/codes/, generated from the pages of the rules: `npm run docs`.

import { mkdirSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { codePages } from "../src/diagnose/pages.ts";
import { explainMarkdown, indexMarkdown } from "../src/output/explain/markdown.ts";

export const codeFolder = fileURLToPath(new URL("../docs/codes/", import.meta.url));

/** File name → text, of the whole folder. */
export function codeFiles(): Record<string, string> {
  const pages = codePages.map((page) => [`${page.code}.md`, explainMarkdown(page)]);
  return { "README.md": indexMarkdown(codePages), ...Object.fromEntries(pages) };
}

if (import.meta.main) {
  const files = codeFiles();
  mkdirSync(codeFolder, { recursive: true });
  for (const name of readdirSync(codeFolder)) if (!(name in files)) rmSync(`${codeFolder}${name}`);
  for (const [name, text] of Object.entries(files)) writeFileSync(`${codeFolder}${name}`, text);
}
