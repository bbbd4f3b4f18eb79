import { readdirSync } from "node:fs";
import { expect, test } from "vitest";
import { configurationRules } from "../../../src/diagnose/configuration/index.ts";
import { FINDING_CODES } from "../../../src/diagnose/finding.ts";
import { networkRules } from "../../../src/diagnose/rules/index.ts";

test("the rules stand in the order of the codes, each code once", () => {
  expect([...configurationRules, ...networkRules].map(({ code }) => code)).toEqual([...FINDING_CODES]);
});

test("every network rule has a file of its name", () => {
  const files = readdirSync(new URL("../../../src/diagnose/rules/", import.meta.url)).map((file) =>
    file.replace(/\.ts$/, ""),
  );
  expect(files.toSorted()).toEqual([...networkRules.map(({ code }) => code as string), "index"].toSorted());
});
