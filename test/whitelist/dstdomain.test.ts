import { describe, expect, test } from "vitest";
import { dstdomain, isCovered, withoutCovered } from "../../src/whitelist/dstdomain.ts";

test("a wildcard has a leading dot, anything else stays", () => {
  expect(dstdomain("*.example.com")).toBe(".example.com");
  expect(dstdomain("example.com")).toBe("example.com");
});

describe("what a name covers", () => {
  test.each([
    ["a.example.com", ".example.com", true],
    ["example.com", ".example.com", true],
    [".b.example.com", ".example.com", true],
    ["notexample.com", ".example.com", false],
    [".notexample.com", ".example.com", false],
    ["a.example.com", "example.com", false],
    [".example.com", "a.example.com", false],
    [".example.com", ".a.example.com", false],
  ])("%s by %s: %s", (name, by, expected) => expect(isCovered(name, by)).toBe(expected));
});

test("each name once, and none that another covers, in their order", () => {
  expect(withoutCovered(["b.test", "a.x.test", ".x.test", "b.test", ".a.x.test", "x.test", "c.test"])).toEqual([
    "b.test",
    ".x.test",
    "c.test",
  ]);
});
