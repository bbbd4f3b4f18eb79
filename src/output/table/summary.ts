// The last lines: counts, the verdict of the run, and what its exit code means.

import type { Report, Summary, Verdict } from "../../report/report.ts";
import { isConfiguration } from "../../report/verdict.ts";
import { counted, wrap } from "../layout.ts";
import { type Paint, paint, type Style } from "../style.ts";

export function summary(report: Report, style: Style): string[] {
  const { verdict, required, optional } = report.summary;
  const seconds = (report.run.durationMs / 1000).toFixed(1);
  const counts = `Required: ${tally(required)}. Optional: ${tally(optional)}. ${seconds} s.`;
  const word = testedNothing(report) ? "NOT TESTED" : WORDS[verdict].word;
  const line = `${word} (exit code ${report.summary.exitCode}): ${meaning(report)}.`;
  return [
    ...wrap(counts, style.width),
    ...wrap(line, style.width).map((text) => paint(style, WORDS[verdict].color, text)),
  ];
}

const COUNTED: Record<Verdict, string> = {
  pass: "ok",
  warn: "warn",
  fail: "FAIL",
  unknown: "unknown",
  skipped: "skipped",
};

const WORDS: Record<Summary["verdict"], { word: string; color: Paint }> = {
  pass: { word: "PASS", color: "good" },
  warn: { word: "WARN", color: "doubtful" },
  fail: { word: "FAIL", color: "bad" },
  incomplete: { word: "INCOMPLETE", color: "doubtful" },
};

/** An empty run has nothing to pass: the word must not promise that CARTO will work. */
function testedNothing({ summary: { exitCode, required } }: Report): boolean {
  return exitCode === 0 && required.pass + required.warn === 0;
}

function tally(counts: Record<Verdict, number>): string {
  const verdicts: Verdict[] = ["pass", "warn", "fail", "unknown", "skipped"];
  const present = verdicts.filter((verdict) => counts[verdict] > 0);
  return present.map((verdict) => `${counts[verdict]} ${COUNTED[verdict]}`).join(", ") || "none";
}

function meaning(report: Report): string {
  const { exitCode, required } = report.summary;
  switch (exitCode) {
    case 0:
      return success(report);
    case 1:
      return failure(report);
    case 3:
      return `${counted(required.unknown, "required check")} could not be measured, none failed`;
    case 70:
      return "carto-proxy itself broke; please report it to CARTO support with this report";
  }
}

function success(report: Report): string {
  const { required, optional } = report.summary;
  if (report.checks.length === 0) return "no check was run, and the configuration has no error";
  if (testedNothing(report)) return "no required check was tested, so this says nothing about CARTO";
  const tested = required.skipped === 0 ? "" : " that was tested";
  const skipped = required.skipped === 0 ? "" : ` (${required.skipped} skipped)`;
  const failed = optional.fail === 0 ? "" : `; ${counted(optional.fail, "optional check")} failed`;
  return `every required check${tested} passed${skipped}${failed}`;
}

function failure({ summary: { required }, findings }: Report): string {
  const errors = findings.filter((finding) => finding.severity === "error" && isConfiguration(finding.code));
  const reasons: string[] = [];
  if (required.fail > 0) reasons.push(`${counted(required.fail, "required check")} failed`);
  if (errors.length > 0) reasons.push(`the configuration has an error (${errors.map(({ code }) => code).join(", ")})`);
  return reasons.join(", and ");
}
