import { expect, test } from "vitest";
import { redactObservation, redactReport } from "../../src/report/redact.ts";
import { check, denied, finding, HOSTILE, PROXY, reportOf, SAMPLES, settings } from "./samples.ts";

const SECRET = "Canary-7f3a";
const redact = (text: string) => text.replaceAll(SECRET, "[redacted]");

test("every free text of a report is cleaned", () => {
  const dirty = JSON.parse(JSON.stringify(denied).replaceAll("Forbidden", SECRET).replaceAll("1.1 squid", SECRET));
  const texts = finding({
    title: SECRET,
    why: `a ${SECRET}`,
    evidence: [SECRET],
    affects: ["a"],
    remedies: [{ who: "operator", do: SECRET, snippet: { language: "env", text: SECRET }, verify: SECRET }],
  });
  const report = reportOf({
    checks: [check("a"), check("b")],
    observations: [dirty, { outcome: "unknown", reason: SECRET, phases: [], durationMs: 0 }],
    findings: [texts],
    run: { ...SAMPLES.denied!.run, command: ["doctor", "--warehouse", `postgres://u:${SECRET}@db`] },
    settings: {
      ...settings,
      httpsProxy: {
        ...settings.httpsProxy!,
        url: `socks5://${SECRET}`,
        problem: { kind: "unknown-scheme", text: SECRET, fix: SECRET },
      },
    },
  });
  const before = JSON.stringify(report).split(SECRET).length - 1;
  expect(before).toBeGreaterThan(12);
  const after = JSON.stringify(redactReport(report, redact));
  expect(after).not.toContain(SECRET);
  expect(after.split("[redacted]").length - 1).toBe(before);
});

test("what was asked once more is cleaned as well", () => {
  const failure = { code: "refused" as const, cause: SECRET };
  const reply = { status: 429, statusText: SECRET, headers: [], body: SECRET, bodyBytes: 9 };
  const followUp = {
    control: { works: false, phase: "tcp" as const, failure, ms: 1 },
    rateLimited: { reply, waitedMs: 1000 },
  };
  const observed = redactObservation({ ...denied, followUp }, redact);
  const report = redactReport(reportOf({ checks: [check("a")], observations: [{ ...denied, followUp }] }), redact);
  expect(observed.followUp?.control?.failure).toEqual({ code: "refused", cause: "[redacted]" });
  expect(report.checks[0]!.followUp).toEqual(observed.followUp);
  expect(JSON.stringify([observed, report])).not.toContain(SECRET);
});

test("what is our own stays, even where it looks like the secret", () => {
  const report = SAMPLES["every phase"]!;
  const redacted = redactReport(report, () => "[redacted]");
  const identity = ({ id, host, route, feature }: (typeof report.checks)[number]) => ({ id, host, route, feature });
  expect(redacted.checks.map(identity)).toEqual(report.checks.map(identity));
  expect(redacted.summary).toEqual(report.summary);
  expect(redacted.whitelist).toEqual(report.whitelist);
  expect(redacted.settings.httpsProxy?.url).toBe(PROXY);
  const shape = ({ code, severity, affects, cause }: (typeof report.findings)[number]) => ({
    code,
    severity,
    affects,
    cause,
  });
  expect(redacted.findings.map(shape)).toEqual(report.findings.map(shape));
  expect(redacted.findings[0]!.remedies[0]!.who).toBe("proxy-admin");
  const [first] = redacted.checks;
  expect(first!.phases.map(({ phase }) => phase)).toEqual(report.checks[0]!.phases.map(({ phase }) => phase));
  expect(first!.phases[1]!.facts).toEqual(report.checks[0]!.phases[1]!.facts);
});

test("the failure's code stays, its cause goes through the redactor", () => {
  const { phases } = redactObservation(denied, (text) => text.replaceAll("refused-by-proxy", "x").replace("403", "y"));
  const failure = phases.at(-1)!.failure!;
  expect(failure).toEqual({ code: "refused-by-proxy", cause: `y Forbidden ${HOSTILE}` });
});
