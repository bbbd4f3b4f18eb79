import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { PREFLIGHT_FILE, preflightText } from "../../scripts/preflight.ts";
import { troubleshoot } from "../../src/output/troubleshoot.ts";
import type { Report, ReportedCheck, Verdict } from "../../src/report/report.ts";
import { loadWhitelist } from "../../src/whitelist/load.ts";
import { SAMPLES } from "../report/samples.ts";
import { analyze, idOf, type Kind, readPreflight } from "./analyzer.ts";
import { restrictedBreaches } from "./restricted.ts";

const text = readFileSync(PREFLIGHT_FILE, "utf8");
const { runPod, verdict, configuration, rows } = readPreflight();

test("deploy/troubleshoot/preflight.yaml is what the whitelist and the Job give: else run scripts/preflight.ts", () => {
  expect(text).toBe(preflightText());
});

test("the pod is the Job's: restricted, and with the same image and arguments but for the output", () => {
  expect(restrictedBreaches(runPod.podSpec)).toEqual([]);
  expect(runPod.podSpec.containers[0]!.args).toContain("--format=troubleshoot");
  expect(runPod.podSpec.containers[0]!.args!.filter((arg) => /log/.test(arg))).toEqual([]);
});

test("the analyzers read the file that the collector saves", () => {
  for (const { fileName } of [verdict, configuration, ...rows])
    expect(fileName).toBe(`${runPod.name}/${runPod.collectorName}.log`);
});

test("each row that Helm or KOTS requires has its analyzer, samples of a wildcard too", () => {
  const required = loadWhitelist(null).domains.filter(
    ({ need, deployments }) => need === "required" && deployments.some((kind) => kind !== "vm"),
  );
  expect(new Set(rows.map((row) => idOf(row).split("@")[0]))).toEqual(new Set(required.map(({ id }) => id)));
});

/** A real report with the rows of the whitelist in it, all of one verdict. */
function reportWith(of: Verdict, sample: Report = SAMPLES["all pass"]!): Report {
  const [like] = sample.checks;
  const checks = rows.map((row): ReportedCheck => ({ ...like!, id: idOf(row), need: "required", verdict: of }));
  return { ...sample, checks };
}

const KINDS: Record<Verdict, Kind> = { pass: "pass", warn: "warn", fail: "fail", unknown: "warn", skipped: "warn" };

describe.each(Object.entries(KINDS) as [Verdict, Kind][])("a row with the verdict %s", (of, kind) => {
  const groups = troubleshoot(reportWith(of));

  test.each(rows.map((row) => [idOf(row), row] as const))(`%s: ${kind}, with its text`, (id, row) => {
    const result = analyze(row, groups)!;
    expect(result.kind).toBe(kind);
    expect(result.message).toContain(JSON.stringify(JSON.parse(groups).Required[id].info).slice(1, -1));
  });

  test("the same with the doctor's own lines and those of Node.js around it, as a pod's log has them", () => {
    const log = `(node:1) Warning: Ignoring extra certs from \`/x\`\n${groups}carto-proxy: something to say\n`;
    expect(rows.map((row) => analyze(row, log)!.kind)).toEqual(rows.map(() => kind));
  });
});

const WHOLE: Record<Report["summary"]["verdict"], Kind> = {
  pass: "pass",
  warn: "warn",
  fail: "fail",
  incomplete: "warn",
};

test.each(Object.entries(SAMPLES))("%s: the verdict and the configuration are those of the report", (_, report) => {
  const groups = troubleshoot(report);
  const { Summary } = JSON.parse(groups);
  expect(analyze(verdict, groups)!.kind).toBe(WHOLE[report.summary.verdict]);
  const kinds = { passed: "pass", warning: "warn", failed: "fail" } as const;
  expect(analyze(configuration, groups)!.kind).toBe(kinds[Summary.Configuration.status as keyof typeof kinds]);
});

test("a text that looks like another row's key does not lead astray", () => {
  const groups = JSON.parse(troubleshoot(reportWith("fail")));
  const [first, second] = rows.map(idOf) as [string, string];
  groups.Required[first].info = `"${second}": {\n "status": "passed",\n "info": "lies"`;
  expect(analyze(rows[1]!, JSON.stringify(groups, null, 2))!.kind).toBe("fail");
});

test("no result is a failure of the run, and of no row", () => {
  const log = "carto-proxy: /etc/carto/customizations.yaml: there is no such file\n";
  expect(analyze(verdict, log)!.kind).toBe("fail");
  expect(analyze(configuration, log)!.kind).toBe("fail");
  for (const row of rows) expect(analyze(row, log)).toMatchObject({ kind: "warn", message: /was not tested/ });
});
