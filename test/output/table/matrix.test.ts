import { expect, test } from "vitest";
import { matrix } from "../../../src/output/table/matrix.ts";
import { SAMPLES } from "../../report/samples.ts";

const rows = (name: string, width = 80) => matrix(SAMPLES[name]!, { width, color: false, detail: "normal" });
const cells = (line: string) => line.trim().split(/ +/);

test("one row a check, in plan order, with a mark for each phase", () => {
  const lines = rows("denied");
  expect(cells(lines[0]!)).toEqual(["check", "dns", "tcp", "tunl", "tls", "exch", "ms"]);
  expect(lines[1]).toBe("REQUIRED (2)");
  expect(cells(lines[2]!)).toEqual(["ok", "a", "ok", "ok", "ok", "ok", "ok", "56"]);
  expect(cells(lines[3]!)).toEqual(["FAIL", "b", "ok", "ok", "FAIL", "-", "-", "13"]);
  expect(lines[4]).toBe("OPTIONAL (1)");
});

test("34 checks are 34 rows", () => {
  const lines = rows("proxy down").filter((line) => line.startsWith("FAIL "));
  expect(lines.map((line) => cells(line)[1])).toEqual(SAMPLES["proxy down"]!.checks.map(({ id }) => id));
});

test("a long id is shortened in the middle, and the row still holds every mark", () => {
  for (const line of rows("very long ids").slice(2)) {
    expect(cells(line)[1]).toMatch(/^\S+\.\.\S+$/);
    expect(line.length).toBeLessThanOrEqual(80);
    expect(line).toMatch(/\d+$/);
  }
});

test("wide pages say target and route, wider ones the finding", () => {
  const narrow = rows("every phase", 100).join("\n");
  const wide = rows("every phase", 110).join("\n");
  const wider = rows("every phase", 140).join("\n");
  expect(narrow).not.toContain("cache.example.test:6379");
  expect(wide).toMatch(/cache\.exa.*:6379 +direct \(no_/);
  expect(wide).not.toContain("direct-refused");
  expect(wider).toContain("direct-refused");
});

test("no plan, no matrix", () => {
  expect(rows("empty plan")).toEqual(["No check was run."]);
});

test("rows left out by --only or --skip are shown with --verbose alone", () => {
  const report = SAMPLES["unknown and skipped"]!;
  const left = report.checks.filter((check) => check.skip !== null).map(({ id }) => id);
  const shown = (detail: "normal" | "verbose") =>
    matrix(report, { width: 80, color: false, detail }).map((line) => cells(line)[1]);
  expect(left.length).toBeGreaterThan(0);
  for (const id of left) expect([shown("normal").includes(id), shown("verbose").includes(id)]).toEqual([false, true]);
});
