import { describe, expect, it } from "vitest";
import type { Fault } from "../../src/demo/fault.ts";
import { compareWithFaults } from "../../src/demo/verdict.ts";
import type { Finding } from "../../src/diagnose/finding.ts";
import type { Report, ReportedCheck } from "../../src/report/report.ts";
import { check } from "./checks.ts";

const denied: Fault = { text: "denied", code: "proxy-denied", checkId: "bad", host: "bad.test", port: 443 };

function reported(wanted: Partial<ReportedCheck>): ReportedCheck {
  const judged = { verdict: "pass", failedPhase: null, reason: null, durationMs: 1, phases: [], findings: [] } as const;
  return { ...check(wanted), ...judged, phases: [], findings: [], ...wanted };
}

function finding(wanted: Partial<Finding>): Finding {
  return {
    code: "proxy-denied",
    severity: "error",
    title: "t",
    why: "w",
    evidence: [],
    affects: ["bad"],
    remedies: [],
    ...wanted,
  };
}

const good = reported({ id: "good", host: "good.test" });
const bad = reported({ id: "bad", host: "bad.test", verdict: "fail", failedPhase: "tunnel" });

/** Only what a verdict reads; the rest of a report is of no concern here. */
function report(checks: ReportedCheck[], findings: Finding[], complete = true): Report {
  return { checks, findings, run: { complete } } as unknown as Report;
}

describe("exact", () => {
  it("is a healthy run without findings", () => {
    expect(compareWithFaults(report([good], []), [])).toEqual({ exact: true, missing: [], unexpected: [] });
  });

  it("is one finding for each fault", () => {
    expect(compareWithFaults(report([good, bad], [finding({})]), [denied]).exact).toBe(true);
  });

  it("includes a client's check on the broken target, in the same finding", () => {
    const client = reported({ id: "client:x@bad", host: "bad.test", kind: "client", verdict: "fail" });
    const found = report([bad, client], [finding({ affects: ["bad", "client:x@bad"] })]);
    expect(compareWithFaults(found, [denied]).exact).toBe(true);
  });

  it("lets notices pass, and what was left out on purpose", () => {
    const skipped = reported({ id: "left", verdict: "skipped", reason: "left out by --skip left" });
    const notice = finding({ code: "http2-not-offered", severity: "notice", affects: ["good"] });
    expect(compareWithFaults(report([good, skipped], [notice]), [], ["left"]).exact).toBe(true);
  });
});

describe("a missed fault", () => {
  it.each<[string, Report, string]>([
    ["that passed", report([reported({ id: "bad", host: "bad.test" })], []), "verdict pass, no finding"],
    ["that another code claims", report([bad], [finding({ code: "proxy-error" })]), "verdict fail, proxy-error"],
    ["that is a warning alone", report([bad], [finding({ severity: "warning" })]), "verdict fail, no finding"],
    [
      "that two errors claim",
      report([bad], [finding({}), finding({ code: "unclassified" })]),
      "verdict fail, proxy-denied, unclassified",
    ],
    ["whose check does not exist", report([good], []), "no such check"],
    ["that was not measured", report([{ ...bad, verdict: "unknown" }], []), "verdict unknown, no finding"],
  ])("is one %s", (_, found, said) => {
    const { exact, missing } = compareWithFaults(found, [denied]);
    expect(exact).toBe(false);
    expect(missing).toEqual([{ fault: denied, said }]);
  });
});

describe("a surprise", () => {
  it("is a finding that no fault explains, configuration findings and warnings included", () => {
    const extra = finding({ code: "proxy-variable-missing", severity: "warning", affects: [], title: "GRPC_PROXY" });
    const { exact, unexpected } = compareWithFaults(report([bad], [finding({}), extra]), [denied]);
    expect(exact).toBe(false);
    expect(unexpected).toEqual([
      { code: "proxy-variable-missing", affects: [], text: "warning proxy-variable-missing: GRPC_PROXY" },
    ]);
  });

  it("is an innocent check in the right finding", () => {
    const innocent = { ...good, verdict: "fail" as const };
    const { unexpected } = compareWithFaults(report([innocent, bad], [finding({ affects: ["good", "bad"] })]), [
      denied,
    ]);
    expect(unexpected.map(({ code, affects }) => [code, affects])).toEqual([
      ["proxy-denied", ["good"]],
      [null, ["good"]],
    ]);
  });

  it.each(["fail", "warn", "unknown", "skipped"] as const)("is a check that ended as %s", (verdict) => {
    const ended = reported({ id: "good", verdict, reason: "r" });
    const { exact, unexpected } = compareWithFaults(report([ended], []), [], ["other"]);
    expect(exact).toBe(false);
    expect(unexpected).toEqual([{ code: null, affects: ["good"], text: `good: verdict ${verdict}: r` }]);
  });

  it("is a run that was cut short", () => {
    expect(compareWithFaults(report([good], [], false), []).unexpected).toHaveLength(1);
  });
});
