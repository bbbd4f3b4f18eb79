import { describe, expect, test } from "vitest";
import { base64Pattern, hexPattern, writtenPattern } from "../../src/settings/encoding.ts";

const whole = (pattern: string, text: string) => new RegExp(`^(?:${pattern})$`, "u").test(text);

describe("written", () => {
  test.each([
    ["p@ss", "p%40ss", true],
    ["p@ss", "p%2540s&#115;", true],
    ["a+b", "a%2Bb", true],
    ["a.c", "abc", false],
    ["Pass", "pass", false],
    ["a b", "a+b", true],
  ])("%s as %s: %s", (value, text, found) => expect(whole(writtenPattern(value), text)).toBe(found));

  test("in any case where asked", () => {
    expect(whole(writtenPattern("Jané", { anyCase: true }), "jANÉ")).toBe(true);
    expect(whole(writtenPattern("Jané", { anyCase: true }), "jANE")).toBe(false);
  });
});

test("base64 is the value's own, not another's", () => {
  const found = (text: string) => base64Pattern("secret").some((pattern) => new RegExp(pattern, "u").test(btoa(text)));
  for (const lead of ["", "x", "xx", "xxx"]) {
    expect(found(`${lead}secret.`)).toBe(true);
    expect(found(`${lead}sacred.`)).toBe(false);
  }
});

test("hex of a short value needs boundaries", () => {
  expect(new RegExp(hexPattern("ab"), "u").test("x 6162 y")).toBe(true);
  expect(new RegExp(hexPattern("ab"), "u").test("f6162f")).toBe(false);
  expect(new RegExp(hexPattern("abcdef"), "u").test("0061626364656600")).toBe(true);
});
