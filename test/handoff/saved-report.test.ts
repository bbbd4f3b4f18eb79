import { describe, expect, test } from "vitest";
import { firewallRequest } from "../../src/handoff/firewall-request.ts";
import { networkPolicy } from "../../src/handoff/network-policy.ts";
import { parseSavedReport } from "../../src/handoff/saved-report.ts";
import { squid } from "../../src/handoff/squid.ts";
import { UsageError } from "../../src/settings/usage-error.ts";
import { behind, handoffOfReport, reportOf } from "./handoff-of.ts";

const good = reportOf({ environment: behind("http://p:1"), warehouses: ["redis://10.1.2.3"] });
const parse = (content: unknown) => parseSavedReport("report.json", JSON.stringify(content));

test("a report of doctor is read, also one without the configuration that 0.1.0 did not write", () => {
  expect(parse(good).checks).toHaveLength(good.checks.length);
  const { configuration: _, ...settings } = good.settings;
  expect(parse({ ...good, settings }).settings.configuration.features).toEqual([]);
});

describe("what is no report is refused, with the file and what is wrong", () => {
  test.each<[string, string, RegExp]>([
    ["no JSON", "hello", /not JSON/],
    ["nothing", "", /not JSON/],
    ["null", "null", /no schema/],
    ["an array", "[]", /no schema/],
    ["another document", '{"schema":"carto-proxy/plan/1"}', /carto-proxy\/plan\/1.*carto-proxy\/report\/1/],
    ["a later version", '{"schema":"carto-proxy/report/2"}', /report\/2/],
    ["half a report", '{"schema":"carto-proxy/report/1"}', /whitelist/],
  ])("%s", (_, text, why) => {
    expect(() => parseSavedReport("some.json", text)).toThrow(UsageError);
    expect(() => parseSavedReport("some.json", text)).toThrow(/^--from some\.json: /);
    expect(() => parseSavedReport("some.json", text)).toThrow(why);
  });

  test("a schema that would reach the terminal is cut and quoted", () => {
    const text = JSON.stringify({ schema: `\u001b[2J${"x".repeat(5000)}` });
    expect(() => parseSavedReport("r", text)).toThrow(/^[\x20-\x7e]{0,300}$/);
  });
});

describe("a report that means harm", () => {
  test.each([
    ["host", "evil.com\nhttp_access allow all"],
    ["host", "evil.com http_access"],
    ["host", "10.0.0.1/0"],
    ["host", '1.2.3.4"} }\n    - {}'],
    ["wildcard", "*.evil.com\nacl x src all"],
    ["port", "443\n"],
    ["port", 99_999],
    ["kind", "client\n"],
    ["protocol", "ftp"],
    ["verdict", "FAIL"],
    ["need", "x"],
    ["findings", ["a b"]],
    ["failedPhase", "x"],
    ["leavesFrom", "space"],
  ])("with %s %j is refused as a whole, and the field is named", (field, value) => {
    const checks = good.checks.map((check, at) => (at === 3 ? { ...check, [field]: value } : check));
    expect(() => parse({ ...good, checks })).toThrow(new RegExp(`^--from report.json: checks\\.3\\.${field}`));
  });

  const texts = [
    "a\nhttp_access allow all",
    "a\r\nhttp_access allow all",
    "a\u2028http_access allow all",
    "a\u0085http_access allow all",
    "a\nspec: {}",
    "a\u0000b",
    "\u001b[2Ja",
  ];

  test.each(texts)("cannot leave the comment by %j", (text) => {
    const handoff = handoffOfReport(
      { environment: behind("http://p:1"), warehouses: ["redis://10.1.2.3"] },
      (report) => {
        report.whitelist.version = text;
        for (const check of report.checks)
          Object.assign(check, { verdict: "fail", purpose: text, feature: text, id: `${check.id}${text}` });
      },
    );
    const rules = squid(handoff).text;
    const policy = networkPolicy(handoff).text;
    expect(rules.split(/[\n\r\u2028\u0085]/).filter((line) => line === "http_access allow all")).toEqual([]);
    expect(
      policy
        .split(/[\n\r\u2028\u0085]/)
        .filter((line) => line.startsWith("spec: {}") || line === "http_access allow all"),
    ).toEqual([]);
    for (const output of [rules, policy, firewallRequest(handoff).text]) {
      // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what must not be there
      expect(output).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u2028\u2029]/);
    }
  });

  test("cannot smuggle a route, a CA's path or a cluster's domain", () => {
    const spoil = (change: (report: typeof good) => void) => () =>
      squid(handoffOfReport({ environment: behind("http://p:1"), deployment: "helm" }, change));
    expect(spoil(({ settings }) => Object.assign(settings.httpsProxy!, { url: "http://p:1\nx" }))).toThrow(UsageError);
    expect(
      spoil(({ settings }) => Object.assign(settings.configuration, { clusterDomain: { name: "x\ny: z" } })),
    ).toThrow(UsageError);
  });
});
