import { describe, expect, test } from "vitest";
import { FINDING_CODES, type Finding } from "../../src/diagnose/finding.ts";
import type { Observation } from "../../src/probe/observation.ts";
import type { Verdict } from "../../src/report/report.ts";
import { failedPhase, isConfiguration, verdictOf } from "../../src/report/verdict.ts";
import { cut, denied, finding, passed, skipped } from "./samples.ts";

const error = finding({ code: "proxy-denied" });
const warning = finding({ code: "origin-error", severity: "warning" });
const excuse = finding({ code: "bypass-not-taken", severity: "warning" });
const notice = finding({ code: "http2-not-offered", severity: "notice" });
const configurationError = finding({ code: "proxy-url-credentials" });
const configurationWarning = finding({ code: "tls-verification-off", severity: "warning" });
const nothing: Observation = { outcome: "done", reason: null, phases: [], durationMs: 0 };

describe("the verdict", () => {
  test.each<[string, Observation, Finding[], Verdict]>([
    ["every phase got through", passed, [], "pass"],
    ["a notice changes nothing", passed, [notice], "pass"],
    ["a network warning", passed, [warning], "warn"],
    ["configuration findings only endanger", passed, [configurationError, configurationWarning], "pass"],
    ["an error finding without a failed phase", passed, [warning, error], "fail"],
    ["a failed phase and its claim", denied, [error], "fail"],
    ["a failed phase that nothing claims is a failure all the same", denied, [], "fail"],
    ["a failed phase is never softened", denied, [warning], "fail"],
    ["but by what says that it breaks nothing", denied, [warning, excuse], "warn"],
    ["and not where an error claims it as well", denied, [excuse, error], "fail"],
    ["cut", cut, [], "unknown"],
    ["cut is never shown as failed", cut, [error], "unknown"],
    ["a failed phase of a cut check is not judged", { ...denied, outcome: "unknown" }, [], "unknown"],
    ["left out", skipped, [configurationError], "skipped"],
    ["done without a phase is not measured", nothing, [], "unknown"],
    ["done without a phase, and claimed", nothing, [error], "fail"],
  ])("%s", (_, observation, findings, verdict) => expect(verdictOf(observation, findings)).toBe(verdict));
});

test("the failed phase is the first that failed, of a check that was measured", () => {
  expect(failedPhase(denied)).toBe("tunnel");
  expect(failedPhase(passed)).toBeNull();
  expect(failedPhase({ ...denied, outcome: "unknown" })).toBeNull();
});

test("where every phase got through and the verdict is a failure all the same, the last phase failed", () => {
  expect(failedPhase(passed, "fail")).toBe(passed.phases.at(-1)?.phase);
  expect(failedPhase(denied, "fail")).toBe("tunnel");
  expect(failedPhase(passed, "warn")).toBeNull();
  expect(failedPhase(nothing, "fail")).toBeNull();
});

test("configuration codes end where the network codes begin", () => {
  const configuration = FINDING_CODES.filter(isConfiguration);
  expect(configuration).toContain("proxy-not-configured");
  expect(configuration).toContain("tls-verification-off");
  const network = FINDING_CODES.filter((code) => !isConfiguration(code));
  expect(network[0]).toBe("client-bypasses-proxy");
  expect(network).toContain("unclassified");
});
