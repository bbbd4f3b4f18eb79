import { describe, expect, test } from "vitest";
import type { Style } from "../../../src/output/style.ts";
import { table } from "../../../src/output/table/table.ts";
import { check, denied, finding, passed, reportOf, SAMPLES } from "../../report/samples.ts";

const show = (name: string, style: Partial<Style> = {}) =>
  table(SAMPLES[name]!, { width: 80, color: false, detail: "normal", ...style });

test("the header names version, deployment and its source, proxy, whitelist and its count", () => {
  const [first, ...rest] = show("all pass").split("\n");
  const { tool, settings, whitelist } = SAMPLES["all pass"]!;
  expect(first).toContain(tool.version);
  const head = rest.slice(0, 5).join("\n");
  for (const part of [settings.deployment, settings.deploymentFrom, settings.httpsProxy!.url, whitelist.version]) {
    expect(head).toContain(part);
  }
  expect(head).toContain(`${whitelist.domains} domains`);
});

test("a proxy with credentials says so, without them", () => {
  expect(show("every phase", { width: 160 })).toMatch(/with credentials, which are not shown, cannot be used/);
});

describe("sections", () => {
  test("required before optional, each with its number", () => {
    const lines = show("denied").split("\n");
    expect(lines.indexOf("REQUIRED (2)")).toBeGreaterThan(0);
    expect(lines.indexOf("OPTIONAL (1)")).toBeGreaterThan(lines.indexOf("REQUIRED (2)"));
    expect(show("all pass")).toContain("REQUIRED (1)");
    expect(show("wildcard samples")).not.toContain("OPTIONAL (");
  });

  test("quiet holds the findings and the verdict alone", () => {
    const quiet = show("denied", { detail: "quiet" });
    expect(quiet).not.toMatch(/REQUIRED \(|Whitelist|Phases/);
    expect(quiet).toMatch(/proxy-denied/);
    expect(quiet).toMatch(/FAIL \(exit code 1\)/);
    expect(show("all pass", { detail: "quiet" }).trimEnd().split("\n")).toHaveLength(2);
  });

  test("verbose holds every step with its time and facts", () => {
    const verbose = show("denied", { detail: "verbose", width: 160 });
    expect(verbose).toContain("tunnel        11 ms  FAIL refused-by-proxy: 403 Forbidden");
    expect(verbose).toContain("refusal.sign: X-Squid-Error: ERR_ACCESS_DENIED 0");
    expect(verbose).toContain("reply.headers: via: 1.1 squid");
    expect(show("denied", { width: 160 })).not.toContain("refusal.sign");
  });
});

test("unmeasured and skipped checks are named with their reason", () => {
  const text = show("unknown and skipped");
  expect(text).toMatch(/NOT MEASURED \(2\)\n {2}2 checks: the run's deadline of 120 s\n {4}b, c/);
  expect(text).toMatch(/SKIPPED \(1\)\n {2}1 check: left out by --skip\n {4}d/);
});

describe("the summary says what the exit code means", () => {
  test.each([
    ["all pass", "PASS (exit code 0): every required check passed."],
    ["denied", "FAIL (exit code 1): 1 required check failed."],
    ["proxy down", "FAIL (exit code 1): 34 required checks failed."],
    ["incomplete", "INCOMPLETE (exit code 3): 1 required check could not be measured, none failed."],
    ["empty plan", "NOT TESTED (exit code 0): no check was run, and the configuration has no error."],
  ])("%s", (name, line) => expect(show(name, { width: 160 }).trimEnd().split("\n").at(-1)).toBe(line));

  const last = (report: Parameters<typeof reportOf>[0]) =>
    table(reportOf(report), { width: 160, color: false, detail: "quiet" }).trimEnd().split("\n").at(-1);
  const left = { outcome: "skipped" as const, reason: "--skip", phases: [], durationMs: 0 };

  test("skipped checks do not pass", () => {
    expect(last({ checks: [check("a"), check("b")], observations: [passed, left] })).toBe(
      "PASS (exit code 0): every required check that was tested passed (1 skipped).",
    );
    expect(last({ checks: [check("a")], observations: [left] })).toMatch(/^NOT TESTED \(exit code 0\)/);
  });

  test("a configuration error is named", () => {
    const findings = [finding({ code: "proxy-url-invalid" })];
    expect(last({ checks: [check("a")], observations: [passed], findings })).toBe(
      "FAIL (exit code 1): the configuration has an error (proxy-url-invalid).",
    );
  });

  test("an optional failure is told where the run did not fail", () => {
    const checks = [check("a"), check("b", { need: "optional" })];
    const findings = [finding({ affects: ["b"] })];
    expect(last({ checks, observations: [passed, denied], findings })).toBe(
      "WARN (exit code 0): every required check passed; 1 optional check failed.",
    );
  });

  test("a bug of ours", () => {
    expect(last({ checks: [check("a")], observations: [passed], bug: true })).toMatch(/^INCOMPLETE \(exit code 70\)/);
  });
});
