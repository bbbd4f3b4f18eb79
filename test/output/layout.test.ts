import { describe, expect, test } from "vitest";
import { displayWidth, shorten, startOf, wrap } from "../../src/output/layout.ts";

test.each([
  ["abc", 3],
  ["é", 1],
  ["e\u0301", 1],
  ["株式", 4],
  ["🔒", 2],
  ["", 0],
])("width of %j", (text, width) => expect(displayWidth(text)).toBe(width));

describe("wrap", () => {
  test.each<[string, number, string[]]>([
    ["a bb ccc dddd", 6, ["a bb", "ccc", "dddd"]],
    ["  much\n\twhite   space ", 20, ["much white space"]],
    ["abcdefghij", 4, ["abcd", "efgh", "ij"]],
    ["a abcdefghij k", 4, ["a", "abcd", "efgh", "ij k"]],
    ["株式会社", 5, ["株式", "会社"]],
    ["", 5, [""]],
  ])("%j in %d", (text, width, lines) => expect(wrap(text, width)).toEqual(lines));

  test("the lead counts, and is blank from the second line on", () => {
    expect(wrap("one two three", 10, "- ")).toEqual(["- one two", "  three"]);
    expect(wrap("one two", 6, "", "  ")).toEqual(["one", "  two"]);
  });
});

test.each([
  ["short", 10, "short"],
  ["abcdefghijkl", 8, "abc..jkl"],
  ["abcdefghijkl", 7, "abc..kl"],
  ["two\nlines", 20, "two lines"],
])("shorten %j to %d", (text, width, expected) => {
  expect(shorten(text, width)).toBe(expected);
  expect(displayWidth(shorten(text, width))).toBeLessThanOrEqual(width);
});

test("a start never splits a character, and is never empty", () => {
  expect(startOf("🔒🔒", 3)).toBe("🔒");
  expect(startOf("🔒", 1)).toBe("🔒");
});
