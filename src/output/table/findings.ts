// The findings by who must act first, the one that unlocks the most checks on top.

import type { Actor, Finding, Severity } from "../../diagnose/finding.ts";
import type { Report } from "../../report/report.ts";
import { counted } from "../layout.ts";
import { paint, type Style } from "../style.ts";
import { ACTOR_NAMES } from "./actor.ts";
import { finding } from "./finding.ts";

export function findings(report: Report, style: Style): string[] {
  const required = new Set(report.checks.filter((check) => check.need === "required").map((check) => check.id));
  const ranked = report.findings.map((found) => ({ found, rank: rank(found, required) }));
  // Sorting is stable: where ranks are equal, the order of precedence stays.
  ranked.sort((a, b) => compare(a.rank, b.rank));
  // A Map keeps the order in which its groups first appear, so the group of the top finding comes first.
  const groups = Map.groupBy(ranked, ({ found }) => found.remedies[0]?.who ?? null);
  return [...groups].flatMap(([actor, members], index) => [
    ...(index === 0 ? [] : [""]),
    paint(
      style,
      "heading",
      heading(
        actor,
        members.map(({ found }) => found),
      ),
    ),
    ...members.flatMap(({ found }) => ["", ...finding(found, style)]),
  ]);
}

function heading(actor: Actor | null, members: Finding[]): string {
  const name = actor === null ? "FOR INFORMATION" : ACTOR_NAMES[actor].toUpperCase();
  const rows = new Set(members.flatMap((member) => member.affects)).size;
  return `${name} - ${counted(members.length, "finding")}${rows === 0 ? "" : `, ${counted(rows, "check")} affected`}`;
}

const SEVERITY_RANKS: Record<Severity, number> = { error: 0, warning: 1, notice: 2 };

function rank({ severity, affects }: Finding, required: Set<string>): number[] {
  return [SEVERITY_RANKS[severity], -affects.filter((id) => required.has(id)).length, -affects.length];
}

function compare(a: number[], b: number[]): number {
  for (const [index, value] of a.entries()) {
    const difference = value - (b[index] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}
