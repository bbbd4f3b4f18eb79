import { expect, test } from "vitest";
import { diagnose } from "../../src/diagnose/diagnose.ts";
import { evidenceOf } from "../../src/report/evidence.ts";
import { replay } from "../../src/report/replay.ts";
import { reportOf, SAMPLES } from "./samples.ts";

test.each(Object.entries(SAMPLES))("%s: judged by the same rules it is the same report", (_, { checks, settings }) => {
  const evidence = evidenceOf({ ...SAMPLES["all pass"]!, checks, settings });
  const report = reportOf({
    settings,
    checks: evidence.checks.map(({ check }) => check),
    observations: evidence.checks.map(({ observation }) => observation),
    findings: diagnose(evidence),
  });
  const saved = JSON.parse(JSON.stringify(report));
  const again = replay(saved, "9.9.9");
  expect(again.bug).toBeNull();
  expect(JSON.parse(JSON.stringify(again.report))).toEqual({ ...saved, tool: { ...saved.tool, judgedBy: "9.9.9" } });
});

test("findings that the present rules do not give are gone", () => {
  const saved = { ...SAMPLES["all pass"]!, findings: SAMPLES.denied!.findings };
  const codes = replay(saved, "9.9.9").report.findings.map(({ code }) => code);
  expect(saved.findings.map(({ code }) => code)).toContain("proxy-denied");
  expect(codes).not.toContain("proxy-denied");
});

test("a report that a rule breaks on stays as it was", () => {
  const saved = { ...SAMPLES.denied!, settings: null as never };
  const { report, bug } = replay(saved, "9.9.9");
  expect(report).toBe(saved);
  expect(bug).toBeInstanceOf(Error);
});
