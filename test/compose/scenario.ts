// A scenario is one run of the doctor and everything that its report must say: exit code, each check's verdict, each finding.

import { expect } from "vitest";
import type { Finding, FindingCode } from "../../src/diagnose/finding.ts";
import type { Report, ReportedCheck, Summary, Verdict } from "../../src/report/report.ts";
import type { Domain } from "../../src/whitelist/domain.ts";
import { behindProxy, type Environment, parseReport, runDoctor } from "./doctor.ts";
import { type Rule, whileFirewall } from "./firewall.ts";
import { keepPlaying } from "./playings.ts";
import { withoutSlowness } from "./slowness.ts";
import { hostsOf, shippedDomains } from "./whitelist.ts";

export interface Scenario {
  name: string;
  /** Null: no proxy variable is set. */
  proxy: string | null;
  environment?: Environment;
  args?: string[];
  /** Run behind the lab's firewall, with these rules on it, first match first; absent: where the proxy is the only way out. */
  firewall?: readonly Rule[];
  expected: Expected;
}

export interface Expected {
  exit: 0 | 1 | 3;
  summary: Summary["verdict"];
  /** Of every whitelisted row; "pass" where it is left out, null where the run has a whitelist of its own. */
  rows?: Verdict | null;
  /** Of single checks: rows that differ, and all that the scenario adds to the whitelist. */
  checks?: Record<string, Verdict>;
  /** All of them, in any order, each with the ids that it affects. */
  findings: [code: FindingCode, affects: string[]][];
  /** What a finding must say somewhere: title, why, evidence or remedies. */
  words?: [code: FindingCode, said: RegExp][];
  /** With --strict-egress: the ways that must be closed and are not, each with its verdict. The others must pass. */
  open?: Record<string, Verdict>;
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

/** Every way that --strict-egress asks about: one for each host and port that TLS is spoken with. */
export const STRICT_WAYS = new Set(
  shippedDomains()
    .filter(({ deployments, protocol }) => deployments.includes("vm") && ["https", "grpc"].includes(protocol))
    .flatMap((domain) => hostsOf(domain).map((host) => `${host}:${domain.port}`)),
).size;

export async function play(scenario: Scenario): Promise<void> {
  await playOut(scenario);
}

/** The same, for what else there is to say of the report. */
export async function playOut(scenario: Scenario): Promise<Report> {
  const { expected } = scenario;
  const report = await reportOf(scenario);
  expect(told(report)).toEqual(foretold(expected));
  expect(faultyPolicies(report, expected)).toEqual(expected.open ?? {});
  if (scenario.args?.includes("--strict-egress")) expect(report.checks.filter(isStrict)).toHaveLength(STRICT_WAYS);
  for (const [code, said] of expected.words ?? []) {
    expect(wordsOf(report.findings.filter((finding) => finding.code === code))).toMatch(said);
  }
  return report;
}

/** The report alone, where chance has a part in what it says. */
export async function reportOf(scenario: Scenario): Promise<Report> {
  const { firewall } = scenario;
  const report = await (firewall ? whileFirewall(firewall, () => run(scenario)) : run(scenario));
  keepPlaying(expect.getState().currentTestName ?? scenario.name, scenario.expected, report);
  return report;
}

async function run({ proxy, environment = {}, args = [], firewall }: Scenario): Promise<Report> {
  const settings = { ...(proxy === null ? {} : behindProxy(proxy)), ...environment };
  const where = firewall ? ({ service: "doctor-behind-firewall" } as const) : {};
  const ended = await runDoctor(settings, ["--json", ...args], where);
  const report = parseReport(ended);
  expect(ended.exitCode).toBe(report.summary.exitCode);
  return withoutSlowness(report);
}

function told(report: Report) {
  const checks = report.checks.filter((check) => check.kind !== "policy");
  const known = new Set([...checks, ...report.checks.filter(isStrict)].map(({ id }) => id));
  const affected = (ids: string[]) => ids.filter((id) => known.has(id)).toSorted();
  return {
    exit: report.summary.exitCode,
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
    checks: { ...(rows && Object.fromEntries(ROWS.map((id) => [id, rows]))), ...checks },
    findings: findings.map(([code, affects]) => [code, affects.toSorted()]).toSorted(),
    complete: exit !== 3,
  };
}

/** A wildcard's own row ends at the tunnel: it shares the faults of the way there, and has none of its own in this lab. */
function faultyPolicies({ checks }: Report, { rows = "pass" }: Expected): Record<string, Verdict> {
  const policies = checks.filter(({ kind, verdict }) => kind === "policy" && !["pass", "skipped"].includes(verdict));
  const faults = policies.filter((check) => isStrict(check) || check.verdict !== rows);
  return Object.fromEntries(faults.map(({ id, verdict }) => [id, verdict]));
}

function isStrict({ route }: ReportedCheck): boolean {
  return route.reason === "strict-egress";
}

function wordsOf(findings: Finding[]): string {
  return findings
    .flatMap(({ title, why, evidence, remedies }) => [title, why, ...evidence, ...remedies.map((remedy) => remedy.do)])
    .join("\n");
}
