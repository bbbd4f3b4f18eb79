// The page of a code, and the list of all, for a terminal.

import type { CodePage } from "../../diagnose/pages.ts";
import { wrap } from "../layout.ts";
import { type Paint, paint, type Style } from "../style.ts";
import { ACTOR_NAMES } from "../table/actor.ts";
import { severityWords } from "./severity.ts";

export function explainText(page: CodePage, style: Style): string {
  const lines = [
    paint(style, COLORS[page.severities[0] ?? "notice"], `${page.code} (${severityWords(page)})`),
    ...wrap(page.summary, style.width),
    ...section("What it means", prose(page.means, style), style),
    ...section("How it is recognised", prose(page.recognised, style), style),
    ...section("What to look for", points(page.evidence, style), style),
    ...section(
      "Who does what",
      points(
        page.remedies.map((remedy) => `${ACTOR_NAMES[remedy.who]}: ${remedy.do}`),
        style,
      ),
      style,
    ),
    ...section("How to verify", prose(page.verify, style), style),
    ...section("Related codes", prose(page.related.join(", "), style), style),
    // A link is never broken: it could not be opened then.
    ...section(
      "Sources",
      (page.sources ?? []).flatMap(({ title, url }) => [...wrap(title, style.width, "  - ", "    "), `    ${url}`]),
      style,
    ),
  ];
  return `${lines.join("\n")}\n`;
}

/** Every code with its line, in the order of precedence. */
export function listText(pages: CodePage[], style: Style): string {
  const column = Math.max(...pages.map(({ code }) => code.length)) + 4;
  const group = (title: string, kind: CodePage["kind"]) => {
    const rows = pages.filter((page) => page.kind === kind);
    if (rows.length === 0) return [];
    return [
      paint(style, "heading", `${title} (${rows.length})`),
      ...rows.flatMap(({ code, summary }) =>
        wrap(summary, style.width, `  ${code.padEnd(column - 2)}`, " ".repeat(column)),
      ),
      "",
    ];
  };
  const lines = [
    ...group("FROM THE CONFIGURATION ALONE", "configuration"),
    ...group("FROM THE NETWORK, THE OUTERMOST HOP FIRST", "network"),
    "carto-proxy explain CODE prints the page of one.",
  ];
  return `${lines.join("\n")}\n`;
}

const COLORS: Record<CodePage["severities"][number], Paint> = { error: "bad", warning: "doubtful", notice: "heading" };

function section(title: string, body: string[], style: Style): string[] {
  return body.length === 0 ? [] : ["", paint(style, "heading", title), ...body];
}

function prose(text: string, style: Style): string[] {
  return text === "" ? [] : wrap(text, style.width, "  ", "  ");
}

function points(items: string[], style: Style): string[] {
  return items.flatMap((item) => wrap(item, style.width, "  - ", "    "));
}
