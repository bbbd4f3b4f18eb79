import { expect, test } from "vitest";
import { type CodePage, codePages } from "../../../src/diagnose/pages.ts";
import { explainMarkdown, indexMarkdown } from "../../../src/output/explain/markdown.ts";

const page: CodePage = {
  code: "proxy-denied",
  kind: "network",
  summary: "It says <no> to a_b.",
  severities: ["error", "warning"],
  means: "Means.",
  recognised: "Recognised.",
  evidence: ["the status", "the header"],
  remedies: [{ who: "proxy-admin", do: "Allow *.example.com." }],
  verify: "Run it.",
  related: ["proxy-error"],
  sources: [{ title: "A standard", url: "https://standards.example/1" }],
};

test("a page", () => {
  const text = explainMarkdown(page);
  expect(text).toMatch(
    /^# proxy-denied\n\n\*\*Error or warning\*\*, seen on the network\. It says &lt;no> to a\\_b\.\n/,
  );
  expect(text).toContain("## What to look for\n\n- the status\n- the header\n");
  expect(text).toContain("- **Proxy administrator**: Allow \\*.example.com.\n");
  expect(text).toContain("## Related codes\n\n- [proxy-error](proxy-error.md)\n");
  expect(text).toMatch(/## Sources\n\n- \[A standard\]\(https:\/\/standards\.example\/1\)\n$/);
});

test("what a page does not have is no heading", () => {
  const { sources: _, ...rest } = page;
  const text = explainMarkdown({ ...rest, related: [] });
  expect(text).not.toMatch(/## (Related|Sources)/);
});

test("the index holds every code: in the table, under its severities, under who acts", () => {
  const [, table = "", bySeverity = "", byActor = ""] = indexMarkdown(codePages).split(/^## .*$/m);
  for (const { code, severities } of codePages) {
    const link = `[${code}](${code}.md)`;
    expect(table).toContain(`| ${link} |`);
    expect(bySeverity.split(link)).toHaveLength(severities.length + 1);
    expect(byActor).toContain(link);
  }
});
