// Every command of docs/kubernetes.md and docs/support.md is run, or read by the program that it calls.

import { execFileSync, spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Command } from "commander";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { stringify } from "yaml";
import { buildProgram } from "../../src/commands/program.ts";
import { json } from "../../src/output/json.ts";
import { log } from "../../src/output/log.ts";
import { KUBECTL } from "../handoff/consumer.ts";
import { SAMPLES } from "../report/samples.ts";
import { DEPLOY } from "./manifests.ts";
import { mergedJob } from "./merge.ts";
import { commandsOf, PAGES, ROOT, sedLine, words } from "./walk.ts";

const commands = PAGES.flatMap((page) => commandsOf(page).map((command) => [page, command] as const));
const startingWith = (...start: string[]) =>
  commands.map(([, command]) => command).filter((command) => start.some((word) => command.startsWith(`${word} `)));

test("no command is of a kind that these tests do not know", () => {
  const known = startingWith(
    "carto-proxy",
    "docker build",
    "docker run",
    "docker tag",
    "docker push",
    "kubectl",
    "sed",
  );
  expect(commands.map(([, command]) => command).filter((command) => !known.includes(command))).toEqual([]);
  for (const page of PAGES) expect(commandsOf(page).length).toBeGreaterThan(4);
});

/** What follows the program's name, and the option names that its command does not know. */
function unknownOptions(args: string[]): string[] {
  let command: Command = buildProgram(() => {});
  const rest = [...args];
  for (let next = sub(command, rest[0]); next !== undefined; next = sub(command, rest[0])) {
    command = next;
    rest.shift();
  }
  const root = command.parent === null;
  const names = rest.filter((word) => word.startsWith("--")).map((word) => word.split("=")[0]!);
  const known = ["--help", ...(root ? ["--version"] : []), ...command.options.map(({ long }) => long)];
  return root && names.length === 0 ? [`no command: ${args.join(" ")}`] : names.filter((name) => !known.includes(name));
}

const sub = (command: Command, name = "") => command.commands.find((one) => one.name() === name);

test.each(startingWith("carto-proxy", "docker run"))("%s: a command and options that there are", (command) => {
  const all = words(command);
  const start = command.startsWith("docker run") ? all.findIndex((word) => word.startsWith("carto-proxy:")) : 0;
  expect(unknownOptions(all.slice(start + 1))).toEqual([]);
});

test("an option that there is not would be told", () => {
  expect(unknownOptions(["report", "render", "ticket.json", "--formt=markdown"])).toEqual(["--formt"]);
  expect(unknownOptions(["raport", "render"])).toEqual(["no command: raport render"]);
});

describe("on a report and a log", () => {
  const report = SAMPLES.denied!;
  let folder = "";
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), "carto-proxy-walk-"));
    writeFileSync(join(folder, "ticket.json"), json(report));
    writeFileSync(
      join(folder, "doctor.log"),
      `testing 70 targets ...\n${log(report, { width: 80, color: false, detail: "normal" })}`,
    );
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  const offline = startingWith("carto-proxy report", "carto-proxy explain");

  test.each(offline)("%s", (command) => {
    const { status, stderr } = spawnSync(
      "bash",
      ["--norc", "-c", `carto-proxy() { "$NODE" -- "$CLI" "$@"; }; ${command}`],
      {
        cwd: folder,
        encoding: "utf8",
        env: { PATH: process.env.PATH, NODE: process.execPath, CLI: join(ROOT, "src/cli.ts") },
      },
    );
    expect(stderr).toBe("");
    expect(status).toBe(command.includes(" replay ") ? report.summary.exitCode : 0);
  });

  test("sed gives the same report", () => {
    const input = readFileSync(join(folder, "doctor.log"), "utf8");
    const found = execFileSync("sh", ["-c", sedLine()], { input, encoding: "utf8" });
    expect(JSON.parse(found)).toEqual(JSON.parse(json(report)));
  });
});

const kubectlLines = startingWith("kubectl").filter((command) => !command.startsWith("kubectl preflight"));

test.skipIf(KUBECTL === null).each(kubectlLines)("%s: options that kubectl has", (command) => {
  const args = words(command).slice(1);
  const verb = args.find((word, index) => !word.startsWith("-") && args[index - 1] !== "-n")!;
  const kind = verb === "create" ? args.slice(args.indexOf(verb) + 1).find((word) => !word.startsWith("-"))! : null;
  const page = [verb, ...(kind === null ? [] : kind === "secret" ? ["secret", args[args.indexOf(kind) + 1]!] : [kind])];
  const help = ["options", null].map((which) =>
    execFileSync(KUBECTL!, which === null ? [...page, "--help"] : ["options"], { encoding: "utf8" }),
  );
  for (const option of args.filter((word) => word.startsWith("-")).map((word) => word.split("=")[0]!)) {
    const shown = new RegExp(`^\\s+(?:-\\w, )?${option}(?:=|,| )`, "m");
    expect(
      help.some((text) => shown.test(text)),
      option,
    ).toBe(true);
  }
});

test("what the commands name is there", () => {
  const named = startingWith("kubectl", "docker").flatMap((command) =>
    words(command).filter((word) => word.startsWith("deploy/")),
  );
  expect(named.length).toBeGreaterThan(2);
  expect(named.filter((path) => !existsSync(join(ROOT, path)))).toEqual([]);
});

test("the names of the Secrets, the ConfigMap, the Job and its label are those of the manifests", () => {
  const job = mergedJob();
  const text = stringify(job);
  const told = startingWith("kubectl").join("\n");
  const names = [...told.matchAll(/create (?:secret generic|configmap) (\S+)/g)].map(([, name]) => name!);
  expect(names).toHaveLength(3);
  for (const name of names) expect(text).toContain(`name: ${name}\n`);
  const [, pullSecret] = /create secret docker-registry (\S+)/.exec(told)!;
  const registry = readFileSync(join(DEPLOY, "components/private-registry/kustomization.yaml"), "utf8");
  expect(registry).toContain(`- name: ${pullSecret}\n`);
  for (const [, name] of told.matchAll(/job[/ ](\S+)/g)) expect(name).toBe(job.metadata.name);
  const [, label, value] = /--selector=(\S+)=(\S+)/.exec(told)!;
  expect(job.spec.template.metadata.labels[label!]).toBe(value);
});

test.each(PAGES)("%s: each link leads to a file", (page) => {
  const text = readFileSync(join(ROOT, page), "utf8");
  const links = [...text.matchAll(/\]\(([^)#]+)\)/g)].map(([, to]) => to!).filter((to) => !to.includes(":"));
  expect(links.length).toBeGreaterThan(0);
  expect(links.filter((to) => !existsSync(join(ROOT, "docs", to)))).toEqual([]);
});

test("the numbers of the deadlines are those of the Job", () => {
  const text = readFileSync(join(ROOT, "docs/kubernetes.md"), "utf8");
  const job = readFileSync(join(DEPLOY, "base/job.yaml"), "utf8");
  const [whole, pod] = [...job.matchAll(/activeDeadlineSeconds: (\d+)/g)].map(([, seconds]) => seconds!);
  const own = /--deadline=(\d+)/.exec(job)![1]!;
  expect(text.replace(/\s+/g, " ")).toContain(
    `The doctor gives itself ${own} seconds; the pod is stopped after ${pod}, and writes what it has measured until then; the Job ends after ${whole}.`,
  );
});
