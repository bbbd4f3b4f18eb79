import { marked } from "marked";
import { describe, expect, test } from "vitest";
import { MOST_CHARACTERS, markdown } from "../../../src/output/markdown/markdown.ts";
import type { Report } from "../../../src/report/report.ts";
import { SAMPLES } from "../../report/samples.ts";

const denied = SAMPLES.denied!;

test("says verdict, findings with evidence and remedy, failed rows, configuration and versions, in this order", () => {
  const text = markdown(denied);
  const finding = denied.findings[0]!;
  const parts = [
    `# carto-proxy: ${denied.summary.verdict.toUpperCase()}`,
    "## Findings",
    `(${finding.code})`,
    "## Failed rows",
    "## Effective configuration",
    "## Versions",
    denied.tool.version,
  ];
  const places = parts.map((part) => text.indexOf(part));
  expect(places).not.toContain(-1);
  expect(places).toEqual(places.toSorted((one, other) => one - other));
});

test("a run without a finding has no table of failed rows", () => {
  const text = markdown(SAMPLES["all pass"]!);
  expect(text).toContain("No error was found.");
  expect(text).not.toContain("## Failed rows");
});

/** Everything that a network or a file may have put into a report, as large and as hostile as it gets. */
function huge(): Report {
  const hostile = "`|<script>[x](http://evil.test)\n# heading\n@all ".repeat(400);
  const finding = denied.findings[0]!;
  const failed = denied.checks.find(({ verdict }) => verdict === "fail")!;
  return {
    ...denied,
    findings: Array.from({ length: 300 }, (_, at) => ({
      ...finding,
      title: `${at} ${hostile}`,
      why: hostile,
      evidence: Array.from({ length: 50 }, () => hostile),
      remedies: finding.remedies.map((remedy) => ({
        ...remedy,
        do: hostile,
        snippet: { language: "squid", text: hostile },
        verify: hostile,
      })),
    })),
    checks: Array.from({ length: 3000 }, (_, at) => ({ ...failed, id: `${failed.id}-${at}`, host: hostile })),
  };
}

describe("whatever the size", () => {
  const text = markdown(huge());

  test("it fits into a ticket, with every section", () => {
    expect(text.length).toBeLessThan(MOST_CHARACTERS);
    for (const title of ["Findings", "Failed rows", "Effective configuration", "Versions"]) {
      expect(text).toContain(`\n## ${title}\n`);
    }
    expect(text).toMatch(/\*\d+ findings more: see the JSON report\.\*/);
    expect(text).toMatch(/\*\d+ rows more: see the JSON report\.\*/);
  });

  test("nothing of it becomes markup of ours", () => {
    const page = marked.parse(text, { async: false, gfm: true });
    expect(page).not.toMatch(/<script|<a |<img/i);
    const titles = [...page.matchAll(/<h([1-6])>(.*?)<\/h\1>/gs)].map(([, , title]) => title!);
    for (const title of titles) expect(title).toMatch(/^(carto-proxy: |ERROR: |Findings|Failed|Effective|Versions)/);
  });

  test("every row of a table has as many cells as its head", () => {
    const page = marked.parse(text, { async: false, gfm: true });
    const rows = [...page.matchAll(/<tr>(.*?)<\/tr>/gs)].map(([, row]) => [...row!.matchAll(/<t[hd]/g)].length);
    expect(rows.length).toBeGreaterThan(10);
    expect(new Set(rows)).toEqual(new Set([7]));
  });
});
