import { describe, expect, test } from "vitest";
import { command, snippet } from "../../../src/output/table/snippet.ts";

const joined = (lines: string[], indent: number) =>
  lines
    .map((line) => line.slice(indent))
    .join("\n")
    .replace(/ \\\n\s*/g, " ");

describe("a line that is too long", () => {
  const text = `acl carto dstdomain ${"host.example.test ".repeat(9).trim()}`;

  test("goes on after a backslash where the language knows that", () => {
    const lines = snippet({ language: "squid", text }, 60, "    ");
    expect(lines.length).toBeGreaterThan(2);
    for (const line of lines) expect(line.length).toBeLessThanOrEqual(60);
    expect(joined(lines, 4)).toBe(text);
  });

  test("is cut and says so where it does not", () => {
    const lines = snippet({ language: "env", text: `NO_PROXY=${"a,".repeat(60)}` }, 60, "    ");
    for (const line of lines) expect(line.length).toBeLessThanOrEqual(60);
    expect(lines.map((line) => line.trim()).join("")).toContain("--format json");
    expect(
      lines
        .slice(0, 3)
        .map((line) => line.slice(4))
        .join(""),
    ).toBe(`NO_PROXY=${"a,".repeat(60)}`);
  });
});

test("lines that fit stay as they are, indentation included", () => {
  expect(snippet({ language: "yaml", text: "a:\n  - b\n\n\tc\n" }, 80, "  ")).toEqual(["  a:", "    - b", "", "    c"]);
});

test("a command keeps quoted arguments whole", () => {
  const text = `curl --header "a b c d e f" --header 'g h i j' https://a.example.test/path`;
  const lines = command(text, 60, "  Verify   ");
  for (const line of lines) expect(line.length).toBeLessThanOrEqual(60);
  expect(lines[0]).toMatch(/^ {2}Verify {3}curl /);
  expect(joined(lines, 11)).toBe(text);
});

test("a comment that is too long goes on as a comment", () => {
  const lines = snippet({ language: "squid", text: `# ${"word ".repeat(12).trim()}\nhttp_access deny all` }, 40, "  ");
  expect(lines.length).toBe(3);
  expect(lines.slice(0, 2).every((line) => /^ {2}# word( word)*$/.test(line))).toBe(true);
});
