// A scenario is one run of the doctor and everything that its report must say: exit code, each check's verdict, each finding.

import { expect } from "vitest";
import type { FindingCode } from "../../src/diagnose/finding.ts";
import type { Report, Summary, Verdict } from "../../src/report/report.ts";
import type { Domain } from "../../src/whitelist/domain.ts";
import { behindProxy, type Environment, parseReport, runDoctor } from "./doctor.ts";
import { hostsOf, shippedDomains } from "./whitelist.ts";

export interface Scenario {
  name: string;
  /** Null: no proxy variable is set. */
  proxy: string | null;
  environment?: Environment;
  args?: string[];
  expected: Expected;
}

export interface Expected {
  exit: 0 | 1 | 3;
  summary: Summary["verdict"];
  /** Of every whitelisted row; "pass" where it is left out. */
  rows?: Verdict;
  /** Of single checks: rows that differ, and all that the scenario adds to the whitelist. */
  checks?: Record<string, Verdict>;
  /** All of them, in any order, each with the ids that it affects. */
  findings: [code: FindingCode, affects: string[]][];
}

/** Every row of the whitelist for the lab's deployment. */
export const ROWS = rowsOf(() => true);

export function rowsOf(wanted: (domain: Domain) => boolean): string[] {
  const domains = shippedDomains().filter((domain) => domain.deployments.includes("vm") && wanted(domain));
  return domains.flatMap((domain) => {
    const wildcard = domain.host.startsWith("*.");
    return hostsOf(domain).map((host) => (wildcard ? `${domain.id}@${host}` : domain.id));
  });
}

export async function play({ proxy, environment = {}, args = [], expected }: Scenario): Promise<void> {
  const settings = { ...(proxy === null ? {} : behindProxy(proxy)), ...environment };
  const ended = await runDoctor(settings, ["--json", ...args]);
  const report = parseReport(ended);
  expect({ ...told(report), exit: ended.exitCode }).toEqual(foretold(expected));
  // A wildcard's own row ends at the tunnel: it shares the faults of the way there, and has none of its own in this lab.
  const wildcards = report.checks.filter(({ kind, verdict }) => kind === "policy" && verdict !== "skipped");
  const faults = wildcards.filter(({ verdict }) => verdict !== "pass" && verdict !== (expected.rows ?? "pass"));
  expect(faults.map(({ id, verdict }) => `${id} ${verdict}`)).toEqual([]);
}

function told(report: Report) {
  const checks = report.checks.filter(({ kind }) => kind !== "policy");
  const known = new Set(checks.map(({ id }) => id));
  const affected = (ids: string[]) => ids.filter((id) => known.has(id)).toSorted();
  return {
    summary: report.summary.verdict,
    checks: Object.fromEntries(checks.map((check) => [check.id, check.verdict])),
    findings: report.findings.map((finding) => [finding.code, affected(finding.affects)]).toSorted(),
    complete: report.run.complete,
  };
}

function foretold({ exit, summary, rows = "pass", checks = {}, findings }: Expected) {
  return {
    exit,
    summary,
    checks: { ...Object.fromEntries(ROWS.map((id) => [id, rows])), ...checks },
    findings: findings.map(([code, affects]) => [code, affects.toSorted()]).toSorted(),
    complete: exit !== 3,
  };
}
