import { expect, test } from "vitest";
import { code, cut, fenced, plain } from "../../../src/output/markdown/escape.ts";

test.each([
  ["a | b", "a \\| b"],
  ["[x](javascript:y)", "\\[x\\]\\(javascript:y\\)"],
  ["<img src=x>", "&lt;img src=x\\>"],
  ["&lt;", "&amp;lt;"],
  ["two\nlines", "two lines"],
  ["@everyone #1", "\\@everyone \\#1"],
  ["- item", "\\- item"],
  ["1. item", "1\\. item"],
  ["1.0.0", "1.0.0"],
  ["see http://evil.test", "see http&#58;//evil.test"],
])("%j means nothing in running text", (text, written) => {
  expect(plain(text)).toBe(written);
});

test.each([
  ["a", "`a`"],
  ["`a", "`` `a ``"],
  ["a ``` b", "````a ``` b````"],
  ["a|b", "`a\\|b`"],
  ["a\nb", "`a b`"],
  ["", ""],
])("%j as code", (text, written) => {
  expect(code(text)).toBe(written);
});

test("a block's fence is longer than any inside", () => {
  expect(fenced("squid", "```\nhttp_access allow all\n")).toBe("````squid\n```\nhttp_access allow all\n````");
  expect(fenced("x\n```", "a")).toBe("```x\na\n```");
});

test("what is cut says so", () => {
  expect(cut("abc", 3)).toBe("abc");
  expect(cut("abcdef", 3)).toBe("abc … (cut: 6 characters)");
});
