// The checks that say nothing about the network, by reason: skipped on purpose, or not measured.

import type { Report, Verdict } from "../../report/report.ts";
import { counted, wrap } from "../layout.ts";
import { paint, type Style } from "../style.ts";
import { someIds } from "./ids.ts";

export function unmeasured(report: Report, style: Style): string[] {
  return [...byReason(report, style, "unknown", "NOT MEASURED"), ...byReason(report, style, "skipped", "SKIPPED")];
}

function byReason(report: Report, style: Style, verdict: Verdict, heading: string): string[] {
  const checks = report.checks.filter((check) => check.verdict === verdict);
  if (checks.length === 0) return [];
  const groups = Map.groupBy(checks, (check) => check.reason ?? "no reason given");
  return [
    paint(style, "heading", `${heading} (${checks.length})`),
    ...[...groups].flatMap(([reason, same]) => [
      ...wrap(`${counted(same.length, "check")}: ${reason}`, style.width, "  "),
      ...wrap(
        someIds(
          same.map(({ id }) => id),
          style,
        ),
        style.width,
        "    ",
      ),
    ]),
  ];
}
