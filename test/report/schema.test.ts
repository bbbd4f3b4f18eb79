import { readFileSync } from "node:fs";
import { Ajv2020 } from "ajv/dist/2020.js";
import { describe, expect, test } from "vitest";
import { reportSchema, schemaFile } from "../../scripts/report-schema.ts";
import type { Report } from "../../src/report/report.ts";
import { SAMPLES } from "./samples.ts";

const written = readFileSync(schemaFile, "utf8");
const validate = new Ajv2020({ allErrors: true, allowUnionTypes: true }).compile(JSON.parse(written));
const copy = (): Report => JSON.parse(JSON.stringify(SAMPLES.denied));

test("the schema in the tree is the one that the types give: else run `npm run schema`", () => {
  expect(written).toBe(reportSchema());
});

describe("every sample validates", () => {
  test.each(Object.entries(SAMPLES))("%s", (_, report) => {
    validate(JSON.parse(JSON.stringify(report)));
    expect(validate.errors).toBeNull();
  });
});

describe("what is no report does not validate", () => {
  const broken: Record<string, (report: Record<string, never> & Report) => void> = {
    "another version": (report) => Object.assign(report, { schema: "carto-proxy/report/2" }),
    "a verdict that is none": (report) => Object.assign(report.checks[0]!, { verdict: "ok" }),
    "a phase that is none": (report) => Object.assign(report.checks[0]!.phases[0]!, { phase: "connect" }),
    "a finding code that is none": (report) => Object.assign(report.findings[0]!, { code: "made-up" }),
    "an exit code that makes no report": (report) => Object.assign(report.summary, { exitCode: 2 }),
    "a failure code that is none": (report) =>
      Object.assign(report.checks[1]!.phases.at(-1)!.failure!, { code: "odd" }),
    "a login beside the proxy": (report) => Object.assign(report.settings.httpProxy!, { password: "x" }),
    "a field that nobody knows": (report) => Object.assign(report, { extra: true }),
    "a header that is no pair": (report) => {
      const tunnel = report.checks[1]!.phases.at(-1)!;
      if (tunnel.phase === "tunnel") Object.assign(tunnel.facts.reply!, { headers: [["via", "a", "b"]] });
    },
    "facts of another phase": (report) => {
      Object.assign(report.checks[0]!.phases[0]!, { facts: { target: "a:443", reply: null } });
    },
    "no findings": (report) => Reflect.deleteProperty(report, "findings"),
    "no counts": (report) => Reflect.deleteProperty(report.summary.required, "skipped"),
    "text for a number": (report) => Object.assign(report.checks[0]!, { port: "443" }),
  };
  test.each(Object.entries(broken))("%s", (_, breakIt) => {
    const report = copy();
    breakIt(report as Record<string, never> & Report);
    expect(validate(report)).toBe(false);
  });
});

test("it is JSON Schema 2020-12 with texts from the types", () => {
  const schema = JSON.parse(written);
  expect(schema.$schema).toBe("https://json-schema.org/draft/2020-12/schema");
  expect(written).not.toMatch(/#\/definitions|"additionalItems"/);
  expect(schema.$defs.HttpReply.description ?? schema.$defs.HttpReply.properties.headers.description).toMatch(/order/);
});
