// Each code of this version was produced by the real rooms: by a scene of a table, or by a test file of its name.

import { readdirSync, readFileSync } from "node:fs";
import { afterAll, expect, test } from "vitest";
import { FINDING_CODES, type FindingCode } from "../../src/diagnose/finding.ts";
import { causes } from "./causes.ts";

const folder = new URL("./", import.meta.url);
const played = new Set(causes.filter(({ unless }) => !unless).map(({ code }) => code));
const files = readdirSync(folder).flatMap((name) => /^(.+)\.test\.ts$/.exec(name)?.[1] ?? []);
/** What such a file runs its checks with: no rule is called past the probe room. */
const REAL = /from "\.\/(run|prove|scene)\.ts"/;

function hasFile(code: FindingCode): boolean {
  if (!files.includes(code)) return false;
  const text = readFileSync(new URL(`${code}.test.ts`, folder), "utf8");
  return REAL.test(text) && new RegExp(`\\b${code}\\b`).test(text);
}

test("every code has a scene or a file", () => {
  expect(FINDING_CODES.filter((code) => !played.has(code) && !hasFile(code))).toEqual([]);
});

afterAll(() => {
  const cured = new Set(causes.filter(({ cure, unless }) => cure && !unless).map(({ code }) => code));
  const count = FINDING_CODES.length;
  console.info(
    `of ${count} codes ${played.size} are played as scenes here, ${cured.size} of them with a remedy that cures`,
  );
});

test("every table is played", () => {
  const tables = [...readFileSync(new URL("causes.ts", folder), "utf8").matchAll(/from "\.\/(\w+)\.ts"/g)];
  const names = tables.map(([, name]) => name!).filter((name) => name !== "cause");
  expect(names.filter((name) => !files.includes(name))).toEqual([]);
});

test("no two scenes of one code are told alike", () => {
  const names = causes.map(({ code, how }) => `${code}: ${how}`);
  expect(new Set(names).size).toBe(names.length);
});
