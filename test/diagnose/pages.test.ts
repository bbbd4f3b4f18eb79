import { describe, expect, test } from "vitest";
import { FINDING_CODES } from "../../src/diagnose/finding.ts";
import { codePages } from "../../src/diagnose/pages.ts";
import * as sources from "../../src/diagnose/sources.ts";

test("every code has one page, in the order of the codes", () => {
  expect(codePages.map(({ code }) => code)).toEqual([...FINDING_CODES]);
});

describe.each(codePages)("$code", (page) => {
  const texts = [page.summary, page.means, page.recognised, ...page.remedies.map((one) => one.do)];

  test("says all that a page has to say, in sentences", () => {
    for (const text of texts) expect(text).toMatch(/^[A-Z0-9].*\S[.?]$/s);
    expect(page.verify).toMatch(COMMAND);
    expect(page.summary.length).toBeLessThan(110);
    expect(page.evidence.length).toBeGreaterThan(0);
    expect(page.remedies.length).toBeGreaterThan(0);
    expect(page.severities.length).toBeGreaterThan(0);
  });

  test("uses the words of the house, and no Markdown", () => {
    for (const text of [...texts, page.verify, ...page.evidence]) {
      expect(text).not.toMatch(/\b(outbound|endpoint|backend|MITM|man-in-the-middle|whitelisting)\b/i);
      expect(text).not.toMatch(/[`\n]/);
    }
  });

  test("names other codes of this version, each once", () => {
    expect(page.related.filter((code) => !FINDING_CODES.includes(code))).toEqual([]);
    expect(new Set(page.related).size).toBe(page.related.length);
    expect(page.related).not.toContain(page.code);
  });
});

test("codes that a text names exist", () => {
  const known: string[] = [...FINDING_CODES];
  const named = codePages.flatMap((page) =>
    [...`${page.means} ${page.recognised} ${page.evidence.join(" ")}`.matchAll(CODE)].map(([code]) => code),
  );
  expect(named.length).toBeGreaterThan(5);
  expect(named.filter((code) => !known.includes(code) && !OTHER_WORDS.includes(code))).toEqual([]);
});

/** Something to run. */
const COMMAND = /\b(?:nc|curl|openssl|getent|date|carto-proxy) /;
const CODE = /(?<![\w-])(?:proxy|tls|direct|postgres|redis|tunnel|origin|name)-[a-z0-9]+(?:-[a-z0-9]+)*\b/g;
/** A phase, and words that look like codes. */
const OTHER_WORDS = ["proxy-tls", "proxy-agent"];

test("every source is linked by https and used by a page", () => {
  const used = new Set(codePages.flatMap((page) => page.sources ?? []));
  for (const source of Object.values(sources)) expect(source.url).toMatch(/^https:\/\/\S+$/);
  const names = Object.entries(sources).flatMap(([name, source]) => (used.has(source) ? [] : [name]));
  expect(names).toEqual([]);
});
