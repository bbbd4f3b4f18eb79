import { describe, expect, test } from "vitest";
import type { PhaseRecord } from "../../src/probe/observation.ts";
import { withProof } from "../../src/report/proof.ts";
import type { ReportedCheck, Verdict } from "../../src/report/report.ts";
import { check } from "./samples.ts";

function row(id: string, verdict: Verdict, more: Partial<ReportedCheck> = {}): ReportedCheck {
  const failedPhase = verdict === "fail" ? "tunnel" : null;
  return { ...check(id), verdict, failedPhase, reason: null, durationMs: 1, phases: [], findings: [], ...more };
}

const sample = (host: string, verdict: Verdict) => row(`hub@${host}`, verdict, { host, wildcard: "*.hub.test" });
const own = (verdict: Verdict, more: Partial<ReportedCheck> = {}) =>
  row("hub", verdict, { kind: "policy", wildcard: "*.hub.test", ...more });
const proof = (checks: ReportedCheck[], at = 0) => withProof(checks[at]!, checks).provenBy;

describe("a wildcard", () => {
  test("by how many hosts, and what the proxy said to any other", () => {
    const checks = [sample("a", "pass"), sample("b", "warn"), sample("c", "fail"), own("pass")];
    for (const at of [0, 1, 2, 3])
      expect(proof(checks, at)).toEqual({ kind: "wildcard", tested: 3, through: 2, anyHost: "let-through" });
  });

  test.each([
    ["denied", own("fail")],
    ["untold", own("skipped")],
    ["untold", own("unknown")],
    ["untold", own("fail", { failedPhase: "tcp" })],
  ])("any other host: %s", (anyHost, wildcard) => {
    expect(proof([sample("a", "pass"), wildcard])).toMatchObject({ anyHost });
  });

  test("without a row of its own nothing else was asked", () => {
    expect(proof([sample("a", "pass")])).toEqual({ kind: "wildcard", tested: 1, through: 1, anyHost: "not-asked" });
  });

  test("a host that was not measured proves nothing; one that two rows test counts once", () => {
    const again = { ...sample("a", "pass"), id: "hub-again@a" };
    expect(proof([sample("a", "pass"), again, sample("b", "skipped"), sample("c", "unknown")])).toMatchObject({
      tested: 1,
      through: 1,
    });
  });
});

describe("TCP alone", () => {
  const tcp = (alone: boolean): PhaseRecord => ({
    phase: "tcp",
    ms: 1,
    ok: true,
    facts: {
      host: "oracle.test",
      port: 1521,
      address: "192.0.2.1",
      attempts: [],
      ...(alone && { provesTcpAlone: true as const }),
    },
  });

  test("is said of a pass, and of a warning", () => {
    for (const verdict of ["pass", "warn"] as const)
      expect(proof([row("oracle", verdict, { phases: [tcp(true)] })])).toEqual({ kind: "tcp-alone" });
  });

  test("is not said of a failure, nor where the protocol was spoken", () => {
    expect(proof([row("oracle", "fail", { phases: [tcp(true)] })])).toBeUndefined();
    expect(proof([row("redis", "pass", { phases: [tcp(false)] })])).toBeUndefined();
  });
});
