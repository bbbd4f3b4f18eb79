import { execFileSync, spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { completionOf } from "../../../src/commands/completion.ts";
import { buildProgram } from "../../../src/commands/program.ts";
import type { Shell } from "../../../src/output/completion/completion.ts";
import { runCli } from "../../support/cli.ts";

const folder = mkdtempSync(join(tmpdir(), "carto-proxy-completion-"));
afterAll(() => rmSync(folder, { recursive: true }));
writeFileSync(join(folder, "a report.json"), "");

const scripts = Object.fromEntries(
  (["bash", "zsh", "fish"] as const).map((shell) => {
    const file = join(folder, `completion.${shell}`);
    writeFileSync(
      file,
      completionOf(
        buildProgram(() => {}),
        shell,
      ),
    );
    return [shell, file];
  }),
) as Record<Shell, string>;

const absent = (program: string) => spawnSync(program, ["--version"]).error !== undefined;

/** The words of a command line, the last one being typed → what is offered. */
type Case = [words: string[], offered: string[]];

const CASES: Case[] = [
  [["doc"], ["doctor"]],
  [
    ["config", ""],
    ["check", "generate"],
  ],
  [["config", "generate", "net"], ["network-policy"]],
  [
    ["report", "re"],
    ["render", "replay"],
  ],
  [["doctor", "--dead"], ["--deadline"]],
  [
    ["doctor", "--deployment", ""],
    ["vm", "kots", "helm"],
  ],
  [["doctor", "--only", "x", "--format", "mark"], ["markdown"]],
  [["explain", "proxy-den"], ["proxy-denied"]],
  [
    ["completion", ""],
    ["bash", "zsh", "fish"],
  ],
  [["doctor", "--timeout", ""], []],
  [["no-such-command", "--dead"], []],
];

describe.skipIf(absent("bash"))("a real bash", () => {
  const complete = (words: string[]) => {
    const line = ["carto-proxy", ...words].map((word) => `'${word}'`).join(" ");
    const program = `source '${scripts.bash}'; complete -p carto-proxy >/dev/null || exit 9
      COMP_WORDS=(${line}); COMP_CWORD=${words.length}; _carto_proxy; printf '%s\\n' "\${COMPREPLY[@]}"`;
    const text = execFileSync("bash", ["--norc", "-euc", program], { encoding: "utf8", cwd: folder });
    return text.split("\n").filter((each) => each !== "");
  };

  test.each(CASES)("%j", (words, offered) => {
    expect(complete(words)).toEqual(offered);
  });

  test("a value behind =, which bash parts into words of their own", () => {
    expect(complete(["doctor", "--deployment", "=", "he"])).toEqual(["helm"]);
    expect(complete(["doctor", "--deployment", "="])).toEqual(["vm", "kots", "helm"]);
  });

  test("files, blanks in their names included, where a file is wanted and nowhere else", () => {
    expect(complete(["report", "render", "a"])).toEqual(["a report.json"]);
    expect(complete(["doctor", "--env-file", "a"])).toEqual(["a report.json"]);
    expect(complete(["doctor", "a"])).toEqual([]);
  });

  test("every option that a command has is offered", async () => {
    const { stdout } = await runCli(["doctor", "--help"]);
    const named = [...stdout.matchAll(/^ {2}(--[a-z-]+)/gm)].map(([, option]) => option!);
    expect(complete(["doctor", "--"]).sort()).toEqual(named.sort());
  });
});

describe.skipIf(absent("fish"))("a real fish", () => {
  test.each(CASES.filter(([words]) => words[0] !== "no-such-command"))("%j", (words, offered) => {
    const line = ["carto-proxy", ...words].join(" ");
    const program = `source '${scripts.fish}'; complete -C '${line}'`;
    const text = execFileSync("fish", ["--no-config", "-c", program], { encoding: "utf8", cwd: folder });
    const found = text.split("\n").flatMap((each) => each.split("\t")[0] || []);
    expect(found.sort()).toEqual(offered.toSorted());
  });
});

describe.skipIf(absent("zsh"))("zsh", () => {
  test("parses it, and every command has its function", () => {
    const functions = ["_carto_proxy", "_carto_proxy_doctor", "_carto_proxy_config_generate"];
    const program = `compdef() { :; }; source '${scripts.zsh}'; whence -w ${functions.join(" ")}`;
    const text = execFileSync("zsh", ["-fc", program], { encoding: "utf8" });
    expect(text.trim().split("\n")).toEqual(functions.map((name) => `${name}: function`));
  });
});

test("completion of an unknown shell names those there are", async () => {
  const { exitCode, stdout, stderr } = await runCli(["completion", "tcsh"]);
  expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: "" });
  expect(stderr).toContain("bash, zsh, fish");
});

test("on the real command line it is the same text, and nothing else is written", async () => {
  const { exitCode, stdout, stderr } = await runCli(["completion", "bash"]);
  expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: "" });
  expect(stdout).toBe(
    completionOf(
      buildProgram(() => {}),
      "bash",
    ),
  );
});
