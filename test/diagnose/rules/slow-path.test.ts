import { describe, expect, test } from "vitest";
import type { PhaseRecord } from "../../../src/probe/observation.ts";
import {
  actors,
  direct,
  dns,
  findings,
  http,
  one,
  open,
  row,
  seen,
  summary,
  tcp,
  tls,
  works,
} from "../observations.ts";

const taking = <R extends PhaseRecord>(record: R, ms: number, delayedMs?: number): R => ({
  ...record,
  ms,
  ...(delayedMs !== undefined && { delayedMs }),
});
const others = ["a", "b", "c", "d", "e"].map((id) => works(id));
const slow = (record: PhaseRecord) => {
  const steps = [dns("proxy.corp.test"), tcp(), open(), tls(), http()];
  return seen(row("slow"), ...steps.map((step) => (step.phase === record.phase ? record : step)));
};

describe("more than two seconds", () => {
  test.each([
    ["dns", taking(dns("proxy.corp.test"), 5003), "dns-admin"],
    ["tcp", taking(tcp(), 3001), "proxy-admin"],
    ["tunnel", taking(open(), 2001), "proxy-admin"],
    ["tls", taking(tls(), 2500), "proxy-admin"],
    ["exchange", taking(http(), 4000), "proxy-admin"],
  ])("%s", (phase, record, who) => {
    const finding = one(findings([slow(record)]), "slow-path");
    expect(finding.severity).toBe("warning");
    expect(finding.evidence).toEqual([expect.stringMatching(`^slow: ${phase} ${record.ms} ms`)]);
    expect(actors(finding)).toEqual([who]);
  });

  test("two seconds are not more than two seconds", () => {
    expect(findings([slow(taking(open(), 2000))])).toEqual([]);
  });

  test("on a direct route the firewall administrator is asked", () => {
    const finding = one(findings([seen(row("slow", direct), taking(tcp(), 3000), tls(), http())]), "slow-path");
    expect(actors(finding)).toEqual(["firewall-admin"]);
  });
});

describe("more than ten times the median, and over half a second", () => {
  test("beside five quick ones", () => {
    const finding = one(findings([...others, slow(taking(open(), 700))]), "slow-path");
    expect(finding.affects).toEqual(["slow"]);
    expect(finding.evidence[0]).toContain("the median of this run is 11 ms");
  });

  test("four samples are too few to speak of a median", () => {
    expect(findings([...others.slice(0, 3), slow(taking(open(), 700))])).toEqual([]);
  });

  test("half a second is quick enough, whatever the median", () => {
    expect(findings([...others, slow(taking(open(), 500))])).toEqual([]);
  });

  test("where all are slow, none is", () => {
    const all = ["a", "b", "c", "d", "e", "f"].map((id) => ({ ...slow(taking(open(), 900)), check: row(id) }));
    expect(findings(all)).toEqual([]);
  });
});

describe("no false alarm", () => {
  test("what this process was late itself counts twice", () => {
    expect(findings([slow(taking(http(), 3000, 600))])).toEqual([]);
    expect(findings([...others, slow(taking(open(), 1200, 400))])).toEqual([]);
    expect(summary(findings([slow(taking(http(), 9000, 600))]))).toEqual(["slow-path warning: slow"]);
  });

  test("a check that fails is told by its failure", () => {
    const late = { ...taking(http(), 6000), ok: false, failure: { code: "closed" as const, cause: "closed" } };
    expect(findings([slow(late)]).map(({ code }) => code)).toEqual(["origin-no-answer"]);
  });

  test("a policy check is not measured by its time", () => {
    expect(findings([seen(row("wild", { kind: "policy", wildcard: "*.x.test" }), taking(open(), 5000))])).toEqual([]);
  });
});

test("one finding for each way out and step", () => {
  const result = findings([
    slow(taking(open(), 3000)),
    { ...slow(taking(open(), 4000)), check: row("slow-too") },
    { ...slow(taking(http(), 4000)), check: row("late") },
  ]);
  expect(summary(result)).toEqual(["slow-path warning: slow slow-too", "slow-path warning: late"]);
});
