import { describe, expect, test } from "vitest";
import { escapedInJson, printable, printableData } from "../../src/output/printable.ts";

describe("what a terminal would act on becomes visible", () => {
  test.each([
    ["\u001b[31m", "\\x1b[31m"],
    ["a\rb\bc\u0000\u007f", "a\\x0db\\x08c\\x00\\x7f"],
    ["\u009b2J", "\\x9b2J"],
    ["\u202egpj.exe\u2066\u200b\ufeff", "\\u202egpj.exe\\u2066\\u200b\\ufeff"],
    ["\u2028\u2029", "\\u2028\\u2029"],
    ["\u{e0041}", "\\udb40\\udc41"],
    ["half \ud800", "half \ufffd"],
    ["line\n\ttab é 株 🔒", "line\n\ttab é 株 🔒"],
  ])("%j", (text, expected) => expect(printable(text)).toBe(expected));
});

test("inside data, keys included", () => {
  expect(printableData({ a: ["\u001b", { "b\u001b": "\u0007", c: 1, d: null }] })).toEqual({
    a: ["\\x1b", { "b\\x1b": "\\x07", c: 1, d: null }],
  });
});

test("in a JSON text the value stays the same", () => {
  const value = { text: "\u001b \u009b \u202e \u00ad \u{e0041} \r\n" };
  const text = escapedInJson(JSON.stringify(value, null, 2));
  expect(text).not.toMatch(/(?!\n)[\p{Cc}\p{Cf}]/u);
  expect(JSON.parse(text)).toEqual(value);
});
