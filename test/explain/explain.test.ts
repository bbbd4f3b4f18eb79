import { describe, expect, test } from "vitest";
import { codePages } from "../../src/diagnose/pages.ts";
import { explainMarkdown, indexMarkdown } from "../../src/output/explain/markdown.ts";
import { explainText } from "../../src/output/explain/text.ts";
import { runCli } from "../support/cli.ts";

const denied = codePages.find(({ code }) => code === "proxy-denied")!;

describe("carto-proxy explain", () => {
  test("a code: its page, at the width of the terminal", async () => {
    for (const width of [80, 120]) {
      const { exitCode, stdout, stderr } = await runCli(["explain", "proxy-denied"], {
        env: { COLUMNS: String(width) },
      });
      expect(stdout).toBe(explainText(denied, { width, color: false, detail: "normal" }));
      expect([exitCode, stderr]).toEqual([0, ""]);
    }
  });

  test("--markdown: what docs/codes/ holds", async () => {
    expect((await runCli(["explain", "proxy-denied", "--markdown"])).stdout).toBe(explainMarkdown(denied));
    expect((await runCli(["explain", "--markdown"])).stdout).toBe(indexMarkdown(codePages));
  });

  test("no code: all of them", async () => {
    const { exitCode, stdout } = await runCli(["explain"]);
    expect(exitCode).toBe(0);
    for (const { code } of codePages) expect(stdout).toContain(code);
  });

  test.each([
    ["PROXY-DENIED ", 0],
    ["tunnel-reset", 0],
  ])("%j is found", async (code, expected) => {
    expect((await runCli(["explain", code])).exitCode).toBe(expected);
  });

  test.each<[string[], RegExp]>([
    [["proxy-deny"], /explain proxy-deny: no such code; did you mean proxy-denied\?/],
    [["zzzzzzzzzzzzzzzzzzzzzzzzzz"], /no such code; carto-proxy explain lists all codes/],
    [["proxy-denied", "tls-expired"], /too many arguments/],
    [["--markdwn"], /unknown option '--markdwn'.*--markdown/],
  ])("%j: exit 2, one line, nothing on stdout", async (args, words) => {
    const { exitCode, stdout, stderr } = await runCli(["explain", ...args]);
    expect(stderr).toMatch(words);
    expect(stderr.trim().split("\n")).toHaveLength(1);
    expect([exitCode, stdout]).toEqual([2, ""]);
  });
});
