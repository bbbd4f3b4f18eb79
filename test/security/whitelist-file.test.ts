import { afterAll, describe, expect, test } from "vitest";
import { domainFormatNames } from "../../src/output/domains-formats.ts";
import { runCli } from "../support/cli.ts";
import { ACTED_ON, ACTS, folder } from "./hostile.ts";

const TIMEOUT = { timeout: 120_000 };
const place = folder();
afterAll(() => place.remove());

const ENTRY = {
  id: "a",
  host: "a.example.com",
  port: "443",
  protocol: "https",
  need: "required",
  feature: "login",
  purpose: '"Sign-in."',
  deployments: "[vm]",
  leavesFrom: "pod",
  source: "s",
};
const yaml = (change: Record<string, string> = {}, more = "") =>
  `version: "1"\ndomains:\n  -\n${Object.entries({ ...ENTRY, ...change })
    .map(([name, value]) => `    ${name}: ${value}\n`)
    .join("")}${more}`;

/** In little memory: what only a large machine survives is a fault too. */
const domains = (content: string, ...args: string[]) =>
  runCli(["domains", "--deployment", "vm", "--domains", place.file("list.yaml", content), ...args], {
    nodeOptions: ["--max-old-space-size=256"],
  });

const aliases = Array.from({ length: 12 }, (_, n) => `l${n + 1}: &l${n + 1} [${Array(9).fill(`*l${n}`).join(", ")}]`);

test("the entry by itself is good", async () => {
  expect(await domains(yaml())).toMatchObject({ exitCode: 0, stdout: expect.stringContaining("a.example.com") });
});

describe("a trap ends in one refusal", () => {
  test.each([
    ["aliases that multiply", `version: "1"\nl0: &l0 [x]\n${aliases.join("\n")}\ndomains: *l12\n`],
    ["an alias of its own parent", 'version: "1"\ndomains: &d\n  - *d\n'],
    ["brackets", `a: ${"[".repeat(50_000)}`],
    ["dashes", `${"- ".repeat(50_000)}x`],
    ["indentation", Array.from({ length: 1500 }, (_, depth) => `${" ".repeat(depth)}a:\n`).join("")],
  ])("%s", TIMEOUT, async (_, content) => {
    const { exitCode, stdout, stderr } = await domains(content);
    expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: "" });
    expect(stderr).toMatch(/^carto-proxy: .*list\.yaml/);
    expect(stderr).not.toMatch(/^\s+at /m);
  });
});

test("an endless file is refused", TIMEOUT, async () => {
  const { exitCode, stderr } = await runCli(["domains", "--domains", "/dev/zero"], {
    nodeOptions: ["--max-old-space-size=256"],
  });
  expect({ exitCode, stderr }).toMatchObject({ exitCode: 2, stderr: expect.stringContaining("more than 16 MB") });
});

describe("what would be code or a prototype elsewhere", () => {
  test.each([
    ["a tag", '    !!js/function "process.exit(7)": 1\n', "process.exit(7): unknown field"],
    ["a prototype", "    __proto__: { need: optional }\n", "__proto__: unknown field"],
    ["a constructor", "    constructor: { prototype: { a: 1 } }\n", "constructor: unknown field"],
  ])("%s", TIMEOUT, async (_, more, words) => {
    expect(await domains(yaml({}, more))).toMatchObject({
      exitCode: 2,
      stdout: "",
      stderr: expect.stringContaining(words),
    });
  });
});

describe("what a terminal would act on", () => {
  const texts = JSON.stringify(`Sign-in ${ACTS} here.`);

  test.each(domainFormatNames)("in a purpose, as %s", TIMEOUT, async (format) => {
    const { stdout, stderr } = await domains(yaml({ purpose: texts }), "--format", format);
    expect(stdout + stderr).not.toMatch(ACTED_ON);
  });

  test.each(["id", "feature", "source", "host", "version"])("in %s", TIMEOUT, async (field) => {
    const content = field === "version" ? yaml().replace('"1"', texts) : yaml({ [field]: texts });
    const { stdout, stderr } = await domains(content);
    expect(stdout + stderr).not.toMatch(ACTED_ON);
  });
});

test.each([
  '"a.example.com\\nhttp_access allow all"',
  '"a.example.com b.example.com"',
  '"a.example.com\\u2028x"',
  '"-x"',
])("a host that would be a line of its own is refused: %s", TIMEOUT, async (host) => {
  const { exitCode, stdout } = await domains(yaml({ host }), "--format", "squid");
  expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: "" });
});
