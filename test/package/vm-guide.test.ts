// docs/vm.md: what can be told without the single file. test/package/binary/vm-guide.test.ts runs its commands.

import { spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import type { Command } from "commander";
import { expect, test } from "vitest";
import { buildProgram } from "../../src/commands/program.ts";
import { vmGuide } from "./vm-guide.ts";

const ROOT = resolve(import.meta.dirname, "../..");
const { scripts, version } = JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8"));
const lines = vmGuide().flat();

test("there are commands, and bash parses every block", () => {
  expect(lines.length).toBeGreaterThan(15);
  for (const block of vmGuide()) {
    expect(spawnSync("bash", ["-n"], { input: block.join("\n"), encoding: "utf8" })).toMatchObject({
      status: 0,
      stderr: "",
    });
  }
});

/** What the command line is behind the program's name, as bash parts it. */
function argumentsOf(line: string): string[] | null {
  const [, call] = /(?:^|\s|<\(|\/)carto-proxy((?: [^)]*)?)\)?$/.exec(line) ?? [];
  if (call === undefined) return null;
  const { stdout } = spawnSync("bash", ["-c", `printf '%s\\n' ${call}`], {
    encoding: "utf8",
    env: { PGPASSWORD: "x" },
  });
  return stdout.split("\n").filter((word) => word !== "");
}

/** The option names that the command does not have. */
function unknown(args: string[]): string[] {
  let command: Command = buildProgram(() => {});
  const rest = [...args];
  for (;;) {
    const next = command.commands.find((each) => each.name() === rest[0]);
    if (next === undefined) break;
    command = next;
    rest.shift();
  }
  const known = [...command.options.map(({ long }) => long), "--help"];
  const start = command.parent === null && !args.includes("--version") ? [`no command: ${args.join(" ")}`] : [];
  return [...start, ...rest.filter((word) => word.startsWith("--") && !known.includes(word))];
}

const calls = lines.flatMap((line) => {
  const args = line.includes("install ") ? null : argumentsOf(line);
  return args === null ? [] : [[line, args] as const];
});

test("every call names a command and options that there are", () => {
  expect(calls.length).toBeGreaterThan(12);
  expect(calls.map(([line, args]) => [line, unknown(args)]).filter(([, names]) => names!.length > 0)).toEqual([]);
  expect(unknown(["doctor", "--envfile", "x"])).toEqual(["--envfile"]);
});

test("the scripts of npm, the version and the pages that it names are there", () => {
  for (const [, script] of lines.flatMap((line) => [...line.matchAll(/npm run (\S+)/g)])) {
    expect(Object.keys(scripts)).toContain(script);
  }
  expect(lines.join("\n")).toContain(`carto-proxy-${version}.tgz`);
  const text = readFileSync(join(ROOT, "docs/vm.md"), "utf8");
  const links = [...text.matchAll(/\]\(([^)#]+)\)/g)].map(([, link]) => link!);
  expect(links.length).toBeGreaterThan(1);
  expect(links.filter((link) => !existsSync(join(ROOT, "docs", link)))).toEqual([]);
});
