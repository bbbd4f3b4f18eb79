// The columns of the matrix: which there are at a width, how wide each is, and what it shows of a check.

import { PHASES, type Phase } from "../../probe/observation.ts";
import type { ReportedCheck } from "../../report/report.ts";
import { displayWidth, shorten } from "../layout.ts";
import { type Mark, phaseMark, possiblePhases, VERDICT_MARKS } from "./mark.ts";

export interface Column {
  title: string;
  width: number;
  align: "left" | "right";
  mark(check: ReportedCheck): Mark;
}

/** Four letters at most, so that all seven phases and the id fit into 80 columns. */
export const PHASE_TITLES: Record<Phase, string> = {
  dns: "dns",
  tcp: "tcp",
  "proxy-tls": "ptls",
  tunnel: "tunl",
  tls: "tls",
  exchange: "exch",
  login: "logn",
};

/** From this width on the matrix also says where each check went, and from the second on what was found. */
const WIDE = 110;
const WIDER = 140;
const NARROWEST = 12;

export function chooseColumns(checks: ReportedCheck[], width: number): Column[] {
  const verdict: Column = { title: "", width: 4, align: "left", mark: (check) => VERDICT_MARKS[check.verdict] };
  const phases = shownPhases(checks).map(phaseColumn);
  const ms: Column = { title: "ms", width: 6, align: "right", mark: (check) => plain(milliseconds(check)) };
  const texts = [textColumn("check", checks, (check) => check.id)];
  if (width >= WIDE) texts.push(textColumn("target", checks, target), textColumn("route", checks, route));
  const findings = textColumn("finding", checks, finding);
  if (width >= WIDER) texts.push(findings);
  const fixed = [verdict, ...phases, ms].reduce((sum, column) => sum + column.width + 1, 0);
  shrink(texts, width + 1 - fixed);
  const last = width >= WIDER ? [findings] : [];
  return [verdict, ...texts.filter((column) => !last.includes(column)), ...phases, ms, ...last];
}

/** The phases that any of the checks went through or could have. */
export function shownPhases(checks: ReportedCheck[]): Phase[] {
  const shown = new Set(
    checks.flatMap((check) => [...possiblePhases(check), ...check.phases.map(({ phase }) => phase)]),
  );
  return PHASES.filter((phase) => shown.has(phase));
}

function phaseColumn(phase: Phase): Column {
  return { title: PHASE_TITLES[phase], width: 4, align: "left", mark: (check) => phaseMark(check, phase) };
}

function textColumn(title: string, checks: ReportedCheck[], text: (check: ReportedCheck) => string): Column {
  const width = Math.max(displayWidth(title), ...checks.map((check) => displayWidth(text(check))));
  return {
    title,
    width,
    align: "left",
    mark(check) {
      return plain(shorten(text(check), this.width));
    },
  };
}

/** Takes from the widest column until all fit, each with one blank after it. */
function shrink(columns: Column[], room: number): void {
  let excess = columns.reduce((sum, column) => sum + column.width + 1, 0) - room;
  for (; excess > 0; excess -= 1) {
    const widest = columns.reduce((a, b) => (b.width > a.width ? b : a));
    if (widest.width <= NARROWEST) return;
    widest.width -= 1;
  }
}

function plain(text: string): Mark {
  return { text, paint: null };
}

function milliseconds(check: ReportedCheck): string {
  return check.verdict === "skipped" ? "" : String(Math.round(check.durationMs));
}

function target({ host, port }: ReportedCheck): string {
  return host.includes(":") ? `[${host}]:${port}` : `${host}:${port}`;
}

function route({ route: taken }: ReportedCheck): string {
  const entry = taken.kind === "direct" && taken.entry !== null ? ` ${taken.entry}` : "";
  return `${taken.kind} (${taken.reason}${entry})`;
}

function finding(check: ReportedCheck): string {
  return check.findings.join(", ") || (check.reason ?? "");
}
