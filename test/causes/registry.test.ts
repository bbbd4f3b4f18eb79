// Each network code is produced by a scene, each scene is told from the others, and each table has a suite that plays it.

import { existsSync, readFileSync } from "node:fs";
import { afterAll, expect, test } from "vitest";
import { networkRules } from "../../src/diagnose/rules/index.ts";
import { nameOf } from "./cause.ts";
import { causes, tables } from "./causes.ts";
import { differences, foretold } from "./differences.ts";

const played = new Set(causes.filter(({ unless }) => !unless).map(({ code }) => code));

test("every code of the network has a scene", () => {
  expect(networkRules.map(({ code }) => code).filter((code) => !played.has(code))).toEqual([]);
});

test.each(Object.keys(tables))("the table %s is played", (name) => {
  const file = new URL(`${name}.test.ts`, import.meta.url);
  expect(existsSync(file) && readFileSync(file, "utf8")).toMatch(/^prove\(\w+\);$/m);
});

test("no two scenes of one code are told alike", () => {
  const names = causes.map(nameOf);
  expect(new Set(names).size).toBe(names.length);
});

test("every difference between the clients is that of a scene", () => {
  const names = new Set(causes.map(nameOf));
  expect([...Object.keys(differences), ...Object.keys(foretold)].filter((name) => !names.has(name))).toEqual([]);
});

afterAll(() => {
  const cured = new Set(causes.filter(({ cure, unless }) => cure && !unless).map(({ code }) => code));
  console.info(`${causes.length} scenes of ${played.size} codes, ${cured.size} of them with a remedy that cures`);
});
