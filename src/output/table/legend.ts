// What the abbreviations and marks of the matrix mean: only those that it shows.

import type { Phase } from "../../probe/observation.ts";
import type { Report } from "../../report/report.ts";
import { wrap } from "../layout.ts";
import { paint, type Style } from "../style.ts";
import { PHASE_TITLES, shownPhases } from "./column.ts";
import { isShut } from "./mark.ts";

export function legend(report: Report, style: Style): string[] {
  if (report.checks.length === 0) return [];
  const phases = shownPhases(report.checks).map((phase) => `${PHASE_TITLES[phase]} = ${MEANINGS[phase]}`);
  const shut = report.checks.some(isShut) ? "shut = closed here, as it must be, " : "";
  const lines = [
    ...wrap(phases.join(", "), style.width, "Phases: "),
    ...wrap(
      `FAIL = failed here, ${shut}- = not reached, ? = could not be measured, blank = no part of this check`,
      style.width,
      "Marks:  ",
    ),
  ];
  return lines.map((line) => paint(style, "quiet", line));
}

const MEANINGS: Record<Phase, string> = {
  dns: "name lookup on this machine",
  tcp: "TCP to the proxy, or to the target where direct",
  "proxy-tls": "TLS with the proxy",
  tunnel: "CONNECT through the proxy",
  tls: "TLS with the target",
  exchange: "request and answer",
  login: "login",
};
