import { describe, expect, test } from "vitest";
import { diagnose } from "../../src/diagnose/diagnose.ts";
import { evidenceOf } from "../../src/report/evidence.ts";
import type { Report } from "../../src/report/report.ts";
import { check, cut, denied, directRoute, passed, refused, reportOf, SAMPLES, settings, skipped } from "./samples.ts";

test("gives back exactly the checks and observations that the report was built from", () => {
  const checks = [check("a"), check("b"), check("c"), check("d"), check("e", { route: directRoute })];
  const control = { works: true, phase: null, failure: null, ms: 4 };
  const observations = [passed, { ...denied, followUp: { control } }, cut, skipped, refused];
  const read = JSON.parse(JSON.stringify(reportOf({ checks, observations }))) as Report;
  const written = checks.map((one, index) => ({ check: one, observation: observations[index] }));
  expect(evidenceOf(read)).toEqual(JSON.parse(JSON.stringify({ settings, checks: written })));
});

describe("diagnosis of a report read back from JSON is identical", () => {
  test.each(Object.entries(SAMPLES))("%s", (_, { checks, settings }) => {
    const evidence = evidenceOf({ ...SAMPLES["all pass"]!, checks, settings });
    const plan = evidence.checks.map((one) => one.check);
    const report = reportOf({
      settings,
      checks: plan,
      observations: evidence.checks.map((one) => one.observation),
      findings: diagnose(evidence),
    });
    const read = JSON.parse(JSON.stringify(report)) as Report;
    expect(diagnose(evidenceOf(read))).toEqual(read.findings);
    for (const { verdict, findings } of read.checks) if (verdict === "fail") expect(findings).not.toEqual([]);
  });
});
