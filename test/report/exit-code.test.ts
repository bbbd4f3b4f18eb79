import { describe, expect, test } from "vitest";
import { FINDING_CODES, type Finding } from "../../src/diagnose/finding.ts";
import { exitCode } from "../../src/report/exit-code.ts";
import type { ReportedCheck, Summary, Verdict } from "../../src/report/report.ts";
import { isConfiguration } from "../../src/report/verdict.ts";
import type { Need } from "../../src/whitelist/domain.ts";
import { finding, SAMPLES } from "./samples.ts";

const sample = SAMPLES["all pass"]!.checks[0]!;
const row = (need: Need, verdict: Verdict): ReportedCheck => ({ ...sample, need, verdict });
const required = (...verdicts: Verdict[]) => verdicts.map((verdict) => row("required", verdict));
const optional = (...verdicts: Verdict[]) => verdicts.map((verdict) => row("optional", verdict));
const configuration = finding({ code: "proxy-url-invalid" });

describe("exit code", () => {
  test.each<[string, ReportedCheck[], Finding[], Summary["exitCode"]]>([
    ["every required check passed", required("pass", "warn"), [], 0],
    ["nothing was planned", [], [], 0],
    ["optional checks decide nothing", [...required("pass"), ...optional("fail", "unknown", "skipped")], [], 0],
    ["a required check failed", required("pass", "fail"), [finding()], 1],
    ["a required check is unknown", required("pass", "unknown"), [], 3],
    ["1 wins over 3", required("unknown", "fail"), [], 1],
    ["a configuration error", required("pass"), [configuration], 1],
    ["a configuration error without any check", [], [configuration], 1],
    ["a configuration error wins over 3", required("unknown"), [configuration], 1],
    ["a configuration warning", required("pass"), [{ ...configuration, severity: "warning" }], 0],
    ["a network error on an optional check", [...required("pass"), ...optional("fail")], [finding()], 0],
    ["left out with --skip", required("pass", "skipped"), [], 0],
    ["skipped because the proxy URL is unusable", required("pass", "skipped"), [configuration], 1],
  ])("%s", (_, checks, findings, code) => expect(exitCode(checks, findings, false)).toBe(code));

  test("a bug of ours wins over everything", () => {
    expect(exitCode(required("fail", "unknown"), [configuration], true)).toBe(70);
    expect(exitCode(required("pass"), [], true)).toBe(70);
  });

  test("each code's errors count as configuration or not, for every code there is", () => {
    for (const code of FINDING_CODES) {
      expect(exitCode(required("pass"), [finding({ code })], false)).toBe(isConfiguration(code) ? 1 : 0);
    }
  });
});
