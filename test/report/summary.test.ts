import { describe, expect, test } from "vitest";
import type { Finding } from "../../src/diagnose/finding.ts";
import type { ReportedCheck, Summary, Verdict } from "../../src/report/report.ts";
import { summarize } from "../../src/report/summary.ts";
import type { Need } from "../../src/whitelist/domain.ts";
import { finding, SAMPLES } from "./samples.ts";

const sample = SAMPLES["all pass"]!.checks[0]!;
const row = (need: Need, verdict: Verdict): ReportedCheck => ({ ...sample, need, verdict });
const warning = finding({ code: "origin-error", severity: "warning" });
const notice = finding({ code: "proxy-not-configured", severity: "notice" });

describe("the verdict of a run", () => {
  test.each<[string, ReportedCheck[], Finding[], Summary["verdict"]]>([
    ["all well", [row("required", "pass")], [notice], "pass"],
    ["nothing planned", [], [], "pass"],
    ["a warning", [row("required", "warn")], [warning], "warn"],
    ["a configuration warning", [], [{ ...warning, code: "tls-verification-off" }], "warn"],
    ["an optional check failed", [row("required", "pass"), row("optional", "fail")], [finding()], "warn"],
    ["an optional check is unknown", [row("required", "pass"), row("optional", "unknown")], [], "pass"],
    ["a required check failed", [row("required", "fail")], [finding(), warning], "fail"],
    ["a required check is unknown", [row("required", "unknown"), row("optional", "fail")], [warning], "incomplete"],
    ["one failed, one is unknown", [row("required", "unknown"), row("required", "fail")], [], "fail"],
  ])("%s", (_, checks, findings, verdict) => expect(summarize(checks, findings).verdict).toBe(verdict));

  test("a bug of ours leaves it incomplete", () => {
    expect(summarize([row("required", "pass")], [], true)).toMatchObject({ verdict: "incomplete", exitCode: 70 });
  });
});

test("counts by need and verdict", () => {
  const verdicts: Verdict[] = ["pass", "warn", "fail", "unknown", "skipped"];
  const checks = verdicts.flatMap((verdict, index) => [
    ...Array.from({ length: index + 1 }, () => row("required", verdict)),
    ...Array.from({ length: 5 - index }, () => row("optional", verdict)),
  ]);
  const { required, optional } = summarize(checks, []);
  expect(required).toEqual({ pass: 1, warn: 2, fail: 3, unknown: 4, skipped: 5 });
  expect(optional).toEqual({ pass: 5, warn: 4, fail: 3, unknown: 2, skipped: 1 });
});
