// The report for people: what was tested, how it went, what to do about it and who can, and the verdict.

import type { Report } from "../../report/report.ts";
import { printableData } from "../printable.ts";
import type { Style } from "../style.ts";
import { findings } from "./findings.ts";
import { header } from "./header.ts";
import { legend } from "./legend.ts";
import { matrix } from "./matrix.ts";
import { proofs } from "./proof.ts";
import { steps } from "./steps.ts";
import { summary } from "./summary.ts";
import { unmeasured } from "./unmeasured.ts";

/** No line is wider than `style.width`; the marks are ASCII and say the same without colour. */
export function table(report: Report, style: Style): string {
  const shown = printableData(report);
  const page = { ...style, width: Math.max(80, style.width) };
  const sections = SECTIONS[page.detail].map((section) => section(shown, page).join("\n"));
  return `${sections.filter((section) => section !== "").join("\n\n")}\n`;
}

/** A part of the page as lines; none where there is nothing to say. */
export type Section = (report: Report, style: Style) => string[];

const SECTIONS: Record<Style["detail"], Section[]> = {
  quiet: [findings, summary],
  normal: [header, matrix, legend, unmeasured, proofs, findings, summary],
  verbose: [header, matrix, legend, unmeasured, proofs, steps, findings, summary],
};
