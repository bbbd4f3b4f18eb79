import { describe, expect, test } from "vitest";
import { readDocuments } from "../../../src/settings/yaml/document.ts";
import { merged, textOf, type Value, valueAt, written } from "../../../src/settings/yaml/values.ts";

const read = (text: string) => readDocuments(text, "values.yaml", "test")[0]!;
const scalar = (text: string, path: string) => {
  const value = valueAt(read(text), path);
  return value?.kind === "scalar" ? value.value : value;
};

describe("YAML 1.1, as Helm reads it", () => {
  test.each([
    ["a: yes", true],
    ["a: off", false],
    ['a: "yes"', "yes"],
    ["a: 3128", 3128],
    ['a: "3128"', "3128"],
    ["a: text # comment", "text"],
    ["a: |\n  one\n  two\n", "one\ntwo\n"],
    ["a: >-\n  one\n  two\n", "one two"],
    ["'a': x", "x"],
    ['{"a": "json"}', "json"],
    ["x: &anchor z\na: *anchor", "z"],
  ])("%j", (text, value) => {
    expect(scalar(text, "a")).toBe(value);
  });

  test.each(["a:", "a: null", "a: ~", "b: 1"])("%j has no a", (text) => {
    expect(valueAt(read(text), "a")).toBeNull();
  });

  test("numbers keep what was written", () => {
    expect(textOf(valueAt(read("a: 03128"), "a"))).toBe("03128");
    expect(textOf(valueAt(read("a: 1e3"), "a"))).toBe("1e3");
  });
});

test("every value has the line of its name, an aliased one that of its use", () => {
  const values = read("one:\n  two: x\n\n  list:\n    - a\n    - b\nthree: &t\n  deep: y\nfour: *t\n");
  const line = (path: string) => valueAt(values, path)?.from;
  expect(line("one.two")).toEqual({ source: "values.yaml", line: 2, key: "one.two" });
  expect(line("one.list")).toMatchObject({ line: 4 });
  expect(line("four")).toMatchObject({ line: 9, key: "four" });
  expect(line("four.deep")).toMatchObject({ line: 8, key: "four.deep" });
});

test("maps merge, anything else is replaced", () => {
  const plain = (value: Value | null): unknown => {
    if (value === null) return null;
    if (value.kind === "scalar") return value.value;
    if (value.kind === "list") return value.items.map(plain);
    return Object.fromEntries([...value.entries].map(([key, inner]) => [key, plain(inner)]));
  };
  const both = merged(read("a: {x: 1, y: [1, 2], z: {q: 1}}\nb: 1"), read("a: {y: [3], z: 5, w: null}"));
  expect(plain(both)).toEqual({ a: { x: 1, y: [3], z: 5, w: null }, b: 1 });
});

test("any value on one line", () => {
  expect(written(read('a: [1, "x", {b: true}]'))).toBe('{a: [1, "x", {b: true}]}');
  expect(written(read(`a: ${"x".repeat(1000)}`)).length).toBe(200);
});
