// Plays each cause and asserts that it is given its code and no other, and that the verdicts are what works for the real clients;
// applies its remedy and asserts that nothing is left.

import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { FindingCode } from "../../src/diagnose/finding.ts";
import { codePages } from "../../src/diagnose/pages.ts";
import type { Report } from "../../src/report/report.ts";
import type { Cause } from "./cause.ts";
import { confusionMatrix } from "./confusion.ts";
import { isOfConfiguration, type Outcome, playCause } from "./outcome.ts";
import { takenAsPrinted } from "./printed.ts";
import { expectUsable } from "./remedy.ts";
import { play } from "./scene.ts";
import { Stage } from "./stage.ts";

export function prove(causes: Cause[]): void {
  let stage: Stage;
  beforeAll(async () => {
    stage = await Stage.open();
  });
  afterAll(() => stage.close());

  describe.each(causes)("$code: $how", (cause) => {
    test.skipIf(cause.unless)("is named, as the real clients see it, and its remedy cures it", async ({ task }) => {
      takenAsPrinted();
      const outcome = await playCause(cause, stage);
      expect(confusionMatrix([outcome.playing]).confused).toEqual([]);
      expect(outcome.disagreements).toEqual([]);
      expect(outcome.report.summary.exitCode).toBe(exitCodeOf(outcome.report));
      if (cause.code === "nothing") expectAllWell(outcome);
      else await expectCure(outcome, stage);
      task.meta.cured = takenAsPrinted();
    });
  });
}

function expectAllWell({ report }: Outcome): void {
  expect(report.findings.filter(({ code }) => !isOfConfiguration(code))).toEqual([]);
  const ways = report.checks.filter(({ kind }) => kind !== "policy");
  expect(new Set(ways.map(({ verdict }) => verdict))).toEqual(new Set(["pass"]));
}

async function expectCure({ cause, scene, report }: Outcome, stage: Stage): Promise<void> {
  const finding = report.findings.find(({ code }) => code === cause.code)!;
  const page = codePages.find(({ code }) => code === cause.code)!;
  expect(page.severities).toContain(finding.severity);
  // Whoever a finding sends to work finds himself on the page.
  expect(page.remedies.map(({ who }) => who)).toEqual(expect.arrayContaining(finding.remedies.map(({ who }) => who)));
  for (const each of report.findings) expectUsable(each);
  if (!cause.cure) return;
  const cured = await play(await cause.cure(scene, finding, stage), stage);
  const before = new Set(report.findings.map(({ code }) => code).filter(isOfConfiguration));
  const left = codes(cured).filter((code) => code === cause.code || cause.left?.includes(code) || !before.has(code));
  expect(left).toEqual((cause.left ?? []).toSorted());
  expect(cured.checks.map(({ verdict }) => verdict)).not.toContain("fail");
}

/** An error of the configuration, or one that befell a required check. */
function exitCodeOf({ findings, checks }: Report): 0 | 1 {
  const required = new Set(checks.filter(({ need }) => need === "required").map(({ id }) => id));
  const grave = findings.some(
    ({ severity, code, affects }) =>
      severity === "error" && (isOfConfiguration(code) || affects.some((id) => required.has(id))),
  );
  return grave ? 1 : 0;
}

function codes({ findings }: Report): FindingCode[] {
  return findings.map(({ code }) => code).toSorted();
}
