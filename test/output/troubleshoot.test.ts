import { expect, test } from "vitest";
import { troubleshoot } from "../../src/output/troubleshoot.ts";
import { SAMPLES } from "../report/samples.ts";

test.each(Object.entries(SAMPLES))("%s: a status and a text for each check, under its group", (_, report) => {
  const groups = JSON.parse(troubleshoot(report));
  const named = [...Object.keys(groups.Required), ...Object.keys(groups.Optional)].toSorted();
  expect(named).toEqual([...new Set(report.checks.map(({ id }) => id))].toSorted());
  const statuses = { pass: "passed", warn: "warning", fail: "failed", unknown: "unknown", skipped: "skipped" };
  for (const { id, need, verdict } of report.checks) {
    const { status, info } = groups[need === "required" ? "Required" : "Optional"][id];
    expect(status).toBe(statuses[verdict]);
    expect(info).toMatch(/\S/);
  }
});

test("a failed check's text is its cause and what to do", () => {
  const report = SAMPLES.denied!;
  const finding = report.findings.find(({ severity }) => severity === "error")!;
  const check = report.checks.find(({ id }) => id === finding.affects[0])!;
  const { info } = JSON.parse(troubleshoot(report))[check.need === "required" ? "Required" : "Optional"][check.id];
  expect(info).toContain(finding.title);
  expect(info).toContain(finding.code);
  expect(info).toContain(finding.remedies[0]!.do);
});

test("the whole run's verdict is one status", () => {
  expect(JSON.parse(troubleshoot(SAMPLES["all pass"]!)).Summary.Verdict.status).toBe("passed");
  expect(JSON.parse(troubleshoot(SAMPLES.denied!)).Summary.Verdict.status).toBe("failed");
});
