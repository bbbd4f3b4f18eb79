// Each finding with its evidence, the checks that it affects, and what to do: one block a finding.

import type { Finding, Remedy, Severity } from "../../diagnose/finding.ts";
import { counted } from "../layout.ts";
import { ACTOR_NAMES } from "../table/actor.ts";
import { code, cut, fenced, plain } from "./escape.ts";
import type { Part } from "./markdown.ts";

export const findings: Part = (report) => ({
  title: "Findings",
  what: "finding",
  blocks: report.findings.length === 0 ? ["None."] : report.findings.map(findingText),
});

const WORDS: Record<Severity, string> = { error: "ERROR", warning: "WARNING", notice: "NOTICE" };

/** A hostile text is cut, so that one finding cannot push the others off the page. */
const LONGEST = { text: 1_500, evidence: 400, snippet: 3_000, lines: 12, ids: 12 };

function findingText(finding: Finding): string {
  const { code: name, severity, title, why, evidence, affects, cause, remedies } = finding;
  const seen = evidence.slice(0, LONGEST.lines).map((line) => `- ${code(cut(line, LONGEST.evidence))}`);
  const more = evidence.length > LONGEST.lines ? [`- and ${evidence.length - LONGEST.lines} more`] : [];
  return [
    `### ${WORDS[severity]}: ${plain(cut(title, 300))} (${name})`,
    plain(cut(why, LONGEST.text)),
    ...(seen.length === 0 ? [] : [`Seen:\n\n${[...seen, ...more].join("\n")}`]),
    ...(affects.length === 0 ? [] : [`Affects ${counted(affects.length, "check")}: ${ids(affects)}`]),
    ...(cause === undefined ? [] : [`Explained by ${code(cause)}.`]),
    ...remedies.map(remedyText),
  ].join("\n\n");
}

function ids(all: string[]): string {
  const shown = all.slice(0, LONGEST.ids).map((id) => code(cut(id, 120)));
  return shown.join(", ") + (all.length > LONGEST.ids ? ` and ${all.length - LONGEST.ids} more` : "");
}

function remedyText({ who, do: words, snippet, verify }: Remedy): string {
  return [
    `**${ACTOR_NAMES[who]}**: ${plain(cut(words, LONGEST.text))}`,
    ...(snippet ? [fenced(snippet.language, cut(snippet.text, LONGEST.snippet))] : []),
    ...(verify ? [`Verify: ${code(cut(verify, LONGEST.evidence))}`] : []),
  ].join("\n\n");
}
