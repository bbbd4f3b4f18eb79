// The page of `config check`: the effective configuration, what is wrong with it, and the verdict.

import type { Report } from "../../report/report.ts";
import { counted, wrap } from "../layout.ts";
import { printableData } from "../printable.ts";
import { type Paint, paint, type Style } from "../style.ts";
import { configuration } from "./configuration.ts";
import { findings } from "./findings.ts";
import { header } from "./header.ts";
import type { Section } from "./table.ts";

export function judgement(report: Report, style: Style): string {
  const shown = printableData(report);
  const page = { ...style, width: Math.max(80, style.width) };
  const parts: Section[] = style.detail === "quiet" ? [findings, verdict] : [header, configuration, findings, verdict];
  const sections = parts.map((section) => section(shown, page).join("\n"));
  return `${sections.filter((section) => section !== "").join("\n\n")}\n`;
}

function verdict({ summary, findings: found }: Report, style: Style): string[] {
  const errors = found.filter(({ severity }) => severity === "error").length;
  const warnings = found.filter(({ severity }) => severity === "warning").length;
  const [word, color]: [string, Paint] = errors ? ["FAIL", "bad"] : warnings ? ["WARN", "doubtful"] : ["PASS", "good"];
  const counts = `${counted(errors, "error")} and ${counted(warnings, "warning")} in the configuration`;
  const text = `${word} (exit code ${summary.exitCode}): ${counts}; nothing was sent, so the network was not judged.`;
  return wrap(text, style.width).map((line) => paint(style, color, line));
}
