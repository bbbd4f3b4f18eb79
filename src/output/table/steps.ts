// Every step of every check with its time and facts, and what was asked after them: for whoever must see how a verdict came about.

import type { PhaseRecord } from "../../probe/observation.ts";
import type { Report, ReportedCheck } from "../../report/report.ts";
import { wrap } from "../layout.ts";
import { paint, type Style } from "../style.ts";
import { factLines } from "./fact.ts";
import { followUpLines } from "./follow-up.ts";
import { VERDICT_MARKS } from "./mark.ts";
import { proofText } from "./proof.ts";

export function steps(report: Report, style: Style): string[] {
  if (report.checks.length === 0) return [];
  return [paint(style, "heading", "STEPS"), ...report.checks.flatMap((check) => ["", ...checkLines(check, style)])];
}

function checkLines(check: ReportedCheck, style: Style): string[] {
  const { route } = check;
  const by = route.kind === "proxy" ? `by ${route.proxy} (${route.reason})` : `direct (${route.reason})`;
  const leaves = check.leavesFrom === "pod" ? "" : `, leaves from the ${check.leavesFrom}`;
  const head = `${check.id}: ${check.protocol} ${check.host}:${check.port} ${by}${leaves}`;
  const reason = check.reason === null ? [] : wrap(check.reason, style.width, "  ");
  const proof = check.provenBy ? wrap(proofText(check.provenBy, check.wildcard), style.width, "  ") : [];
  const lead = VERDICT_MARKS[check.verdict].text.padEnd(5);
  const title = wrap(head, style.width, lead).map((line) => paint(style, "heading", line));
  const further = followUpLines(check.followUp, style);
  return [...title, ...reason, ...proof, ...check.phases.flatMap((record) => stepLines(record, style)), ...further];
}

function stepLines(record: PhaseRecord, style: Style): string[] {
  const result = record.failure === undefined ? "ok" : `FAIL ${record.failure.code}: ${record.failure.cause}`;
  const lead = `  ${record.phase.padEnd(10)}${String(Math.round(record.ms)).padStart(6)} ms  `;
  const title = wrap(result, style.width, lead);
  const painted = record.failure === undefined ? title : title.map((line) => paint(style, "bad", line));
  return [...painted, ...factLines(record.facts).flatMap((line) => wrap(line, style.width, "    ", "      "))];
}
