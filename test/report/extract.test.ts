import { expect, test } from "vitest";
import { log } from "../../src/output/log.ts";
import { extractReport } from "../../src/report/extract.ts";
import { SAMPLES } from "./samples.ts";

const style = { width: 80, color: false, detail: "normal" } as const;

test.each(Object.entries(SAMPLES))("%s: what the log format writes is found again", (_, report) => {
  expect(JSON.parse(extractReport(log(report, style))!)).toEqual(JSON.parse(JSON.stringify(report)));
});

const text = log(SAMPLES.denied!, style);
const expected = JSON.parse(JSON.stringify(SAMPLES.denied));

test.each([
  ["other lines around", (line: string) => line, "npm warn\n{ not json\n", "\nkilled\n"],
  ["timestamps", (line: string, at: number) => `2026-11-23T10:00:00.${at * 37}Z ${line}`, "", ""],
  ["a pod's name", (line: string) => `[pod/carto-proxy-x7/doctor] ${line}`, "", ""],
  ["docker-compose's names", (line: string) => `doctor_1   | ${line}`, "", ""],
  ["Windows line ends", (line: string) => `${line}\r`, "", ""],
])("through %s", (_, change, before, after) => {
  const carried = before + text.split("\n").map(change).join("\n") + after;
  expect(JSON.parse(extractReport(carried)!)).toEqual(expected);
});

test("of two runs in one log the last whole one counts", () => {
  const other = log({ ...SAMPLES.denied!, run: { ...SAMPLES.denied!.run, id: "last" } }, style);
  const cut = text.slice(0, text.length - 40);
  expect(JSON.parse(extractReport(text + other + cut)!).run.id).toBe("last");
});

test("a log without a whole report has none", () => {
  expect(extractReport("")).toBeNull();
  expect(extractReport(text.slice(0, -40))).toBeNull();
});
