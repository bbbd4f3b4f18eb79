import { readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { codeFiles, codeFolder } from "../../scripts/code-pages.ts";
import { FINDING_CODES } from "../../src/diagnose/finding.ts";

const files = codeFiles();

test("docs/codes/ is what the rules give: else run `npm run docs`", () => {
  expect(readdirSync(codeFolder).toSorted()).toEqual(Object.keys(files).toSorted());
  for (const [name, text] of Object.entries(files))
    expect(readFileSync(`${codeFolder}${name}`, "utf8"), name).toBe(text);
});

test("one file for each code, and the index", () => {
  expect(Object.keys(files).toSorted()).toEqual([...FINDING_CODES.map((code) => `${code}.md`), "README.md"].toSorted());
});

test("every link between pages leads to one", () => {
  const links = Object.values(files).flatMap((text) =>
    [...text.matchAll(/\]\(([a-z0-9-]+\.md)\)/g)].map(([, to]) => to!),
  );
  expect(links.length).toBeGreaterThan(files ? FINDING_CODES.length : 0);
  expect(links.filter((to) => !(to in files))).toEqual([]);
});
