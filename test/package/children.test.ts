import { globSync, readFileSync } from "node:fs";
import { basename, join, resolve } from "node:path";
import { expect, test } from "vitest";
import { CHILDREN } from "../../scripts/binary/children.ts";

const ROOT = resolve(import.meta.dirname, "../..");
// What stands in a folder "child" is what these modules have in common.
const modules = globSync("src/**/*-child.ts", { cwd: ROOT, exclude: (name) => name === "child" });

test("the single file knows each module that is forked, by its name: else add its line to scripts/binary/children.ts", () => {
  expect(modules.length).toBeGreaterThan(1);
  expect(Object.keys(CHILDREN).sort()).toEqual(modules.map((file) => basename(file).replace(/\.ts$/, ".js")).sort());
});

test("each name stands for its own module", () => {
  const text = readFileSync(join(ROOT, "scripts/binary/children.ts"), "utf8");
  const lines = [...text.matchAll(/^ {2}"([^"]+)\.js": \(\) => import\("\.\.\/\.\.\/([^"]+)"\),$/gm)];
  expect(lines.map(([, , file]) => file).sort()).toEqual(modules.toSorted());
  for (const [, name, file] of lines) expect(basename(file!)).toBe(`${name}.ts`);
});

test("whatever is forked has such a name", () => {
  const sources = globSync("src/**/*.ts", { cwd: ROOT }).map((file) => readFileSync(join(ROOT, file), "utf8"));
  const forked = sources.flatMap((text) => [
    ...[...text.matchAll(/new URL\([^;`]*"\.\/([^"]+)\.ts"/g)].map(([, name]) => name!),
    ...[...text.matchAll(/childModule\(import\.meta\.url, "([^"]+)"/g)].map(([, name]) => name!),
  ]);
  expect(forked.map((name) => `${name}.js`).sort()).toEqual(Object.keys(CHILDREN).sort());
});
