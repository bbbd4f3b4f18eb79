import { existsSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { describe, expect, test } from "vitest";

const ROOT = resolve(import.meta.dirname, "../..");
const text = readFileSync(join(ROOT, "SECURITY.md"), "utf8");
const rows = text.split("\n").filter((line) => /^\| (?!it \||---)/.test(line));
const links = [...text.matchAll(/\[(test\/[^\]]+)\]\(([^)]+)\) "([^"]+)"/g)].map(([, name, file, title]) => ({
  name: name!,
  file: file!,
  title: title!,
}));

test("every line of SECURITY.md names the test that holds it", () => {
  expect(rows.length).toBeGreaterThan(20);
  expect(rows.filter((row) => !/\[test\/[^\]]+\]\([^)]+\) "[^"]+" \|$/.test(row))).toEqual([]);
});

describe("the test is there, under that title", () => {
  test.each(links)('$file "$title"', ({ name, file, title }) => {
    expect(name).toBe(file);
    expect(existsSync(join(ROOT, file))).toBe(true);
    expect(readFileSync(join(ROOT, file), "utf8")).toContain(title);
  });
});
