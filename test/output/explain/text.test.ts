import { describe, expect, test } from "vitest";
import { codePages } from "../../../src/diagnose/pages.ts";
import { explainText, listText } from "../../../src/output/explain/text.ts";
import { displayWidth } from "../../../src/output/layout.ts";
import type { Style } from "../../../src/output/style.ts";

const style: Style = { width: 80, color: false, detail: "normal" };

describe.each(codePages)("$code", (page) => {
  test.each([80, 120])("fits %i columns, but for links", (width) => {
    const lines = explainText(page, { ...style, width }).split("\n");
    const long = lines.filter((line) => displayWidth(line) > width && !line.includes("https://"));
    expect(long).toEqual([]);
  });

  test("holds every word of the page, in order", () => {
    const words = explainText(page, style).replace(/\s+/g, " ");
    const parts = [
      page.code,
      page.summary,
      page.means,
      page.recognised,
      ...page.evidence,
      ...page.remedies.map((one) => one.do),
      page.verify,
      page.related.join(", "),
    ];
    let at = 0;
    for (const part of parts) {
      const found = words.indexOf(part.replace(/\s+/g, " "), at);
      expect(found, part).toBeGreaterThanOrEqual(at);
      at = found;
    }
  });
});

test("colour changes nothing but colour", () => {
  const page = codePages[0]!;
  // biome-ignore lint/suspicious/noControlCharactersInRegex: escape sequences are what is taken out
  const bare = explainText(page, { ...style, color: true }).replace(/\u001b\[[0-9;]*m/g, "");
  expect(bare).toBe(explainText(page, style));
});

test("the list holds every code with its line, and no line is too wide", () => {
  const text = listText(codePages, style);
  for (const { code } of codePages) expect(text).toMatch(new RegExp(`^  ${code} +\\S`, "m"));
  expect(text.split("\n").filter((line) => displayWidth(line) > 80)).toEqual([]);
  expect(text.replace(/\s+/g, " ")).toContain(codePages.at(-1)!.summary);
});
