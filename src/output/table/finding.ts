// One finding: cause, why it matters, what was seen, which checks, and what to do.

import type { Finding, Remedy, Severity } from "../../diagnose/finding.ts";
import { counted, wrap } from "../layout.ts";
import { type Paint, paint, type Style } from "../style.ts";
import { ACTOR_NAMES } from "./actor.ts";
import { someIds } from "./ids.ts";
import { command, snippet } from "./snippet.ts";

export function finding(found: Finding, style: Style): string[] {
  const { word, color } = SEVERITIES[found.severity];
  const title = wrap(`${found.title} [${found.code}]`, style.width, `${word} `);
  return [
    ...title.map((line) => paint(style, color, line)),
    ...wrap(found.why, style.width, "  Why      "),
    ...found.evidence.flatMap((line, index) =>
      wrap(line, style.width, `${index === 0 ? "  Seen     " : SPACE}- `, `${SPACE}  `),
    ),
    ...affected(found, style),
    ...(found.cause === undefined ? [] : wrap(`explained by ${found.cause}`, style.width, "  Cause    ")),
    ...found.remedies.flatMap((remedy) => remedyLines(remedy, style)),
  ];
}

const SPACE = " ".repeat(11);

const SEVERITIES: Record<Severity, { word: string; color: Paint }> = {
  error: { word: "ERROR  ", color: "bad" },
  warning: { word: "WARNING", color: "doubtful" },
  notice: { word: "NOTICE ", color: "heading" },
};

function affected({ affects }: Finding, style: Style): string[] {
  if (affects.length === 0) return [];
  return wrap(`${counted(affects.length, "check")}: ${someIds(affects, style)}`, style.width, "  Affects  ");
}

function remedyLines(remedy: Remedy, style: Style): string[] {
  const lines = wrap(`${ACTOR_NAMES[remedy.who]}: ${remedy.do}`, style.width, "  Do       ");
  if (remedy.snippet !== undefined) lines.push(...snippet(remedy.snippet, style.width, `${SPACE}  `));
  if (remedy.verify !== undefined) lines.push(...command(remedy.verify, style.width, "  Verify   "));
  return lines;
}
