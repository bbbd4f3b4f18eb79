// Did the doctor name exactly what was broken? Lays the findings of a report beside the faults that the lab injected. Pure.

import type { Finding, FindingCode } from "../diagnose/finding.ts";
import type { Report, ReportedCheck } from "../report/report.ts";
import type { Fault } from "./fault.ts";

export interface FaultVerdict {
  /** True: every fault has its finding, and nothing else was found. */
  exact: boolean;
  missing: MissedFault[];
  unexpected: Surprise[];
}

export interface MissedFault {
  fault: Fault;
  /** What the doctor said instead, e.g. "verdict pass, no finding". */
  said: string;
}

export interface Surprise {
  /** The finding that answers to no fault; null where a check ended badly without one. */
  code: FindingCode | null;
  /** Ids of the checks. */
  affects: string[];
  text: string;
}

/**
 * Errors and warnings must answer to a fault, and claim no check but those of the fault's own target; notices are let pass.
 * A run that is cut short, and a check that is neither passed nor faulty nor one of `leftOut` (ids), are surprises too.
 */
export function compareWithFaults(
  report: Report,
  faults: readonly Fault[],
  leftOut: readonly string[] = [],
): FaultVerdict {
  const missing = faults.flatMap((fault) => missed(fault, report));
  const unexpected = [
    ...report.findings.flatMap((finding) => surprisingFinding(finding, faults, report.checks)),
    ...report.checks.flatMap((check) => surprisingCheck(check, faults, leftOut)),
    ...(report.run.complete ? [] : [{ code: null, affects: [], text: "the run was cut short" }]),
  ];
  return { exact: missing.length === 0 && unexpected.length === 0, missing, unexpected };
}

function missed(fault: Fault, report: Report): MissedFault[] {
  const check = report.checks.find((candidate) => candidate.id === fault.checkId);
  const claims = report.findings.filter((finding) => isError(finding) && finding.affects.includes(fault.checkId));
  if (check?.verdict === "fail" && claims.length === 1 && claims[0]?.code === fault.code) return [];
  const codes = claims.map((finding) => finding.code).join(", ") || "no finding";
  return [{ fault, said: check === undefined ? "no such check" : `verdict ${check.verdict}, ${codes}` }];
}

function surprisingFinding(finding: Finding, faults: readonly Fault[], checks: ReportedCheck[]): Surprise[] {
  if (finding.severity === "notice") return [];
  const explained = faults.filter((fault) => isError(finding) && fault.code === finding.code);
  const strangers = finding.affects.filter((id) => !explained.some((fault) => concerns(fault, id, checks)));
  if (explained.length > 0 && finding.affects.length > 0 && strangers.length === 0) return [];
  return [{ code: finding.code, affects: strangers, text: `${finding.severity} ${finding.code}: ${finding.title}` }];
}

function surprisingCheck(check: ReportedCheck, faults: readonly Fault[], leftOut: readonly string[]): Surprise[] {
  if (check.verdict === "pass") return [];
  if (check.verdict === "skipped" && leftOut.includes(check.id)) return [];
  if (check.verdict === "fail" && faults.some((fault) => isAbout(fault, check))) return [];
  const reason = check.reason === null ? "" : `: ${check.reason}`;
  return [{ code: null, affects: [check.id], text: `${check.id}: verdict ${check.verdict}${reason}` }];
}

function concerns(fault: Fault, id: string, checks: ReportedCheck[]): boolean {
  return id === fault.checkId || checks.some((check) => check.id === id && isAbout(fault, check));
}

/** One target may have several checks: a client library's beside our own. */
function isAbout(fault: Fault, check: ReportedCheck): boolean {
  return check.id === fault.checkId || (check.host === fault.host && check.port === fault.port);
}

function isError(finding: Finding): boolean {
  return finding.severity === "error";
}
