import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Ajv2020 } from "ajv/dist/2020.js";
import { afterAll, describe, expect, test } from "vitest";
import { schemaFile } from "../../scripts/report-schema.ts";
import { readSavedReport } from "../../src/commands/saved-report.ts";
import { formatNames } from "../../src/output/format.ts";
import { json } from "../../src/output/json.ts";
import type { Report } from "../../src/report/report.ts";
import { SAMPLES } from "../report/samples.ts";
import { runCli } from "../support/cli.ts";
import { ACTED_ON, ACTS, folder } from "./hostile.ts";

const TIMEOUT = { timeout: 120_000 };
const place = folder();
afterAll(() => place.remove());

const fits = new Ajv2020({ allowUnionTypes: true }).compile(JSON.parse(readFileSync(schemaFile, "utf8")));

/** Every text that the schema leaves free, with what acts on a terminal behind it. */
function hostile(report: Report): Report {
  const made = structuredClone(report);
  const spoil = (node: Record<string, unknown>) => {
    for (const [key, value] of Object.entries(node)) {
      if (typeof value === "string") {
        node[key] = `${value}${ACTS}`;
        if (!fits(made)) node[key] = value;
      } else if (typeof value === "object" && value !== null) spoil(value as Record<string, unknown>);
    }
  };
  spoil(made as unknown as Record<string, unknown>);
  return made;
}

describe("what a terminal would act on, in every text of it", () => {
  const report = hostile(SAMPLES.denied!);
  const file = place.file("hostile.json", JSON.stringify(report));

  test("there are many", () => {
    expect(JSON.stringify(report).split("owned").length).toBeGreaterThan(100);
    expect(report.findings[0]!.title).toContain(ACTS);
    expect(report.run.host.os).toContain(ACTS);
  });

  test.each(formatNames)("rendered as %s", TIMEOUT, async (format) => {
    const { exitCode, stdout, stderr } = await runCli(["report", "render", file, "--format", format, "--verbose"]);
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: "" });
    expect(stdout).not.toMatch(ACTED_ON);
    expect(stdout.length).toBeGreaterThan(200);
  });

  test("judged again", TIMEOUT, async () => {
    const { stdout, stderr } = await runCli(["report", "replay", file]);
    expect(stdout + stderr).not.toMatch(ACTED_ON);
  });
});

test("an endless file is refused", TIMEOUT, async () => {
  const { exitCode, stdout, stderr } = await runCli(["report", "render", "/dev/zero"]);
  expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: "" });
  expect(stderr).toContain("larger than 64 MB");
});

test.skipIf(process.platform === "win32")("files that it names are not opened", TIMEOUT, async () => {
  // Whoever opens it waits for ever.
  const pipe = join(place.path, "pipe");
  execFileSync("mkfifo", [pipe]);
  const { denied } = SAMPLES;
  const settings = { ...denied!.settings, extraCa: { file: pipe, certificates: 1, problem: null }, sources: [pipe] };
  const whitelist = { ...denied!.whitelist, files: [pipe] };
  const file = place.file("names.json", json({ ...denied!, settings, whitelist }));
  for (const args of [["render"], ["replay"]]) {
    const { stderr } = await runCli(["report", ...args, file]);
    expect(stderr).toBe("");
  }
  expect((await runCli(["config", "generate", "squid", "--from", file])).exitCode).toBe(0);
});

test("a prototype in it changes nothing but that report", () => {
  const text = json(SAMPLES.denied!).replace(
    /^\{/,
    '{ "__proto__": { "polluted": true }, "constructor": { "polluted": true },',
  );
  const report = readSavedReport(place.file("prototype.json", text));
  json({ ...report, summary: { ...report.summary } });
  expect("polluted" in {}).toBe(false);
  expect(Object.getPrototypeOf(report)).toBe(Object.prototype);
});
