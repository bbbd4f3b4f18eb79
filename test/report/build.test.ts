import { expect, test } from "vitest";
import { check, cut, denied, finding, passed, reportOf } from "./samples.ts";

test("checks keep the plan's order and carry what was seen and found", () => {
  const report = reportOf({
    checks: [check("b"), check("a"), check("c")],
    observations: [passed, denied, cut],
    findings: [
      finding({ code: "proxy-url-credentials", affects: ["b", "a", "c"] }),
      finding({ affects: ["a"] }),
      finding({ severity: "warning", affects: ["a"] }),
    ],
  });
  expect(
    report.checks.map(({ id, verdict, failedPhase, findings }) => ({ id, verdict, failedPhase, findings })),
  ).toEqual([
    { id: "b", verdict: "pass", failedPhase: null, findings: ["proxy-url-credentials"] },
    { id: "a", verdict: "fail", failedPhase: "tunnel", findings: ["proxy-url-credentials", "proxy-denied"] },
    { id: "c", verdict: "unknown", failedPhase: null, findings: ["proxy-url-credentials"] },
  ]);
  expect(report.checks[1]!.phases).toEqual(denied.phases);
  expect(report.checks[2]!.reason).toBe(cut.reason);
});

test("a check without an observation is unknown and says so", () => {
  const report = reportOf({ checks: [check("a"), check("b")], observations: [passed] });
  expect(report.checks[1]).toMatchObject({ verdict: "unknown", failedPhase: null, phases: [] });
  expect(report.checks[1]!.reason).not.toBeNull();
  expect(report.summary).toMatchObject({ verdict: "incomplete", exitCode: 3 });
});

test("a check that is done without a phase is unknown with a reason, never passed", () => {
  const nothing = { outcome: "done" as const, reason: null, phases: [], durationMs: 0 };
  const report = reportOf({ checks: [check("a")], observations: [nothing] });
  expect(report.checks[0]!.verdict).toBe("unknown");
  expect(report.checks[0]!.reason).not.toBeNull();
});

test("the whitelist's domains are counted, not copied", () => {
  const report = reportOf({ checks: [], observations: [] });
  expect(report.whitelist).toEqual({ version: "2026.11", sha256: "cd".repeat(32), files: ["carto.yaml"], domains: 0 });
});
