// The real command line on saved reports: found in logs, shown in every format, judged again; hostile files end in one line.

import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { formatNames, type Output } from "../../src/output/format.ts";
import { formats } from "../../src/output/index.ts";
import type { Report } from "../../src/report/report.ts";
import { SAMPLES } from "../report/samples.ts";
import { type CliOptions, runCli } from "../support/cli.ts";
import { closedPort } from "../support/loopback.ts";

const folder = mkdtempSync(join(tmpdir(), "carto-proxy-report-"));
afterAll(() => rmSync(folder, { recursive: true }));

function file(name: string, content: string | Uint8Array): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

const style = { width: 80, color: false, detail: "normal" } as const;
const denied = SAMPLES.denied!;
const saved = file("saved.json", formats.json(denied));
const options: CliOptions = { env: { COLUMNS: "80" } };

test.each(formatNames)("render prints it as %s", async (format) => {
  const { stdout, exitCode } = await runCli(["report", "render", saved, "--format", format], options);
  expect(exitCode).toBe(0);
  const output: Output = formats[format];
  expect(stdout).toBe(output(denied, style));
});

test("render writes a Markdown for the ticket", async () => {
  const ticket = join(folder, "ticket.md");
  await runCli(["report", "render", saved, "--output", ticket], options);
  expect(readFileSync(ticket, "utf8")).toBe(formats.markdown(denied));
});

test("extract gives the report of a container's log", async () => {
  const carried = file("pod.log", `npm notice\n${formats.log(denied, style)}bye\n`);
  const { stdout, exitCode } = await runCli(["report", "extract", carried], options);
  expect(exitCode).toBe(0);
  expect(stdout).toBe(formats.json(denied));
});

test("a real run's log: extracted, and judged again to the same findings and exit code", async () => {
  const url = `http://127.0.0.1:${await closedPort()}`;
  const env = { HTTP_PROXY: url, HTTPS_PROXY: url, GRPC_PROXY: url };
  const message = join(folder, "termination");
  const args = ["doctor", "--format", "log", "--termination-log", message, "--only", "carto-auth"];
  const run = await runCli(args, { env });
  expect(run.exitCode).toBe(1);
  expect(readFileSync(message, "utf8")).toMatch(/^FAIL \(exit code 1\)/);
  const carried = file("run.log", run.stdout);
  const report: Report = JSON.parse((await runCli(["report", "extract", carried])).stdout);
  const again = await runCli(["report", "replay", carried, "--format", "json"]);
  expect(again.exitCode).toBe(1);
  const replayed: Report = JSON.parse(again.stdout);
  expect(replayed.findings).toEqual(report.findings);
  expect(replayed.tool).toEqual({ ...report.tool, judgedBy: report.tool.version });
  // The line that the documentation gives for a machine without carto-proxy.
  const sed = "/^-----BEGIN CARTO-PROXY REPORT-----$/,/^-----END CARTO-PROXY REPORT-----$/{//!p}";
  const { execFileSync } = await import("node:child_process");
  expect(JSON.parse(execFileSync("sed", ["-n", sed, carried]).toString())).toEqual(report);
});

describe("what is no report ends in one line that says so, and exit code 2", () => {
  const bad: Record<string, string | Uint8Array> = {
    "empty.json": "",
    "text.json": "hello",
    "list.json": "[]",
    "other.json": JSON.stringify({ schema: "carto-proxy/report/2" }),
    "cut.json": formats.json(denied).slice(0, 500),
    "binary.json": new Uint8Array([0xff, 0x00, 0x80, 0x1b]),
    "deep.json": `{"schema":"carto-proxy/report/1","checks":${"[".repeat(200_000)}${"]".repeat(200_000)}}`,
    "wrong.json": JSON.stringify({ ...denied, findings: [{ code: "made-up" }] }),
    "escape.json": JSON.stringify({ schema: "\u001b[2J" }),
  };
  test.each(Object.entries(bad))("%s", async (name, content) => {
    const { stdout, stderr, exitCode } = await runCli(["report", "replay", file(name, content)], options);
    expect(exitCode).toBe(2);
    expect(stdout).toBe("");
    expect(stderr.trimEnd().split("\n")).toHaveLength(1);
    expect(stderr).toContain(name);
    expect(stderr).not.toContain("\u001b");
  });

  test("a file that is not there", async () => {
    const { stderr, exitCode } = await runCli(["report", "render", join(folder, "absent.json")], options);
    expect(exitCode).toBe(2);
    expect(stderr).toContain("absent.json");
  });
});

test("a field of a newer version is passed over, the rest is read", async () => {
  const newer = file("newer.json", JSON.stringify({ ...denied, added: { by: "a later version" } }));
  const { stdout, exitCode } = await runCli(["report", "render", newer, "--format", "json"], options);
  expect(exitCode).toBe(0);
  expect(JSON.parse(stdout)).toMatchObject(JSON.parse(JSON.stringify(denied)));
});
