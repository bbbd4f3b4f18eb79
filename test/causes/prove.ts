// Plays each cause and asserts that it is given its code and no other; applies its remedy and asserts that nothing is left.

import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { codePages } from "../../src/diagnose/pages.ts";
import type { Report } from "../../src/report/report.ts";
import type { Cause } from "./cause.ts";
import { play } from "./scene.ts";
import { Stage } from "./stage.ts";

export function prove(causes: Cause[]): void {
  let stage: Stage;
  beforeAll(async () => {
    stage = await Stage.open();
  });
  afterAll(() => stage.close());

  describe.each(causes)("$code: $how", (cause) => {
    test.skipIf(cause.unless)("is named, and its remedy cures it", async () => {
      const scene = await cause.scene(stage);
      const report = await play(scene, stage);
      expect(codes(report)).toEqual([cause.code, ...(cause.besides ?? [])].toSorted());
      const finding = report.findings.find(({ code }) => code === cause.code)!;
      const page = codePages.find(({ code }) => code === cause.code)!;
      expect(page.severities).toContain(finding.severity);
      // Whoever a finding sends to work finds himself on the page.
      expect(page.remedies.map(({ who }) => who)).toEqual(
        expect.arrayContaining(finding.remedies.map(({ who }) => who)),
      );
      expect(report.summary.exitCode).toBe(report.findings.some(({ severity }) => severity === "error") ? 1 : 0);
      if (!cause.cure) return;
      const cured = await play(await cause.cure(scene, finding, stage), stage);
      expect(codes(cured)).toEqual((cause.left ?? []).toSorted());
      expect(cured.checks.map(({ verdict }) => verdict)).not.toContain("fail");
    });
  });
}

function codes({ findings }: Report): string[] {
  return findings.map(({ code }) => code).toSorted();
}
