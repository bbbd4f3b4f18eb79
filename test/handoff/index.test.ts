import { describe, expect, test } from "vitest";
import { artifactNames } from "../../src/handoff/artifact.ts";
import { artifacts } from "../../src/handoff/index.ts";
import { handoffOf, type Wish } from "./handoff-of.ts";

const wishes: [string, Wish][] = [
  ["a single VM", {}],
  ["Helm", { deployment: "helm" }],
  ["KOTS", { deployment: "kots" }],
  [
    "an HTTPS proxy and warehouses",
    { proxy: "https://p.corp:1", warehouses: ["snowflake://a", "postgres://db.corp/x"] },
  ],
];

describe.each(artifactNames)("%s", (name) => {
  test.each(wishes)("for %s: the same every time, ending in one line break, without trailing blanks", (_, wish) => {
    const { text } = artifacts[name](handoffOf(wish));
    expect(artifacts[name](handoffOf(wish)).text).toBe(text);
    expect(text).toMatch(/[^\r\n]\r?\n$/);
    expect(text.split("\n").filter((line) => /[ \t]\r?$/.test(line))).toEqual([]);
  });
});
