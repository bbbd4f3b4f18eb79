import { describe, expect, it } from "vitest";
import { parseWhitelistFile } from "../../src/whitelist/document.ts";
import { WhitelistError } from "../../src/whitelist/whitelist-error.ts";

const GOOD = {
  id: "example",
  host: "api.example.com",
  port: "443",
  protocol: "https",
  need: "required",
  feature: "examples",
  purpose: "An example.",
  deployments: "[vm, kots, helm]",
  leavesFrom: "pod",
  source: "example-list",
};

/** A file with one entry: its fields stand on lines 3, 4, … in the order of GOOD, changes of other fields after them. */
function fileWith(changes: Record<string, string | null>): string {
  const fields = Object.entries({ ...GOOD, ...changes }).filter(([, value]) => value !== null);
  const lines = fields.map(([name, value], index) => `${index === 0 ? "  - " : "    "}${name}: ${value}`);
  return ['version: "1"', "domains:", ...lines, ""].join("\n");
}

function problemsOf(text: string) {
  return parseWhitelistFile("x.yaml", text).problems;
}

const line = (field: keyof typeof GOOD) => 3 + Object.keys(GOOD).indexOf(field);
const AFTER = 3 + Object.keys(GOOD).length;

describe("parseWhitelistFile", () => {
  it("knows the kinds of traffic, on HTTPS rows alone", () => {
    expect(parseWhitelistFile("x.yaml", fileWith({ traffic: "[idle, post]" })).domains[0]?.traffic).toEqual([
      "idle",
      "post",
    ]);
    expect(problemsOf(fileWith({ traffic: "[carrier-pigeon]" }))[0]).toMatchObject({ line: AFTER, field: "traffic" });
    expect(problemsOf(fileWith({ protocol: "grpc", traffic: "[idle]" }))[0]).toMatchObject({ field: "traffic" });
  });

  it("reads an entry and fills in what it may leave out", () => {
    const { version, domains, problems } = parseWhitelistFile("x.yaml", fileWith({}));
    expect(problems).toEqual([]);
    expect(version).toBe("1");
    expect(domains).toEqual([
      {
        ...{ ...GOOD, port: 443, deployments: ["vm", "kots", "helm"] },
        ...{ samples: [], path: "/", expect: null, verified: true },
      },
    ]);
  });

  it("reads an expectation, with header names in lower case", () => {
    const { domains } = parseWhitelistFile("x.yaml", fileWith({ expect: "{ status: [401], header: { Server: x } }" }));
    expect(domains[0]?.expect).toEqual({ status: [401], header: { server: "x" }, body: "" });
  });

  it("reads CRLF line ends, and counts lines by them", () => {
    const text = fileWith({ port: "0" }).replaceAll("\n", "\r\n");
    expect(problemsOf(text)).toMatchObject([{ line: line("port"), id: "example", field: "port" }]);
    expect(parseWhitelistFile("x.yaml", fileWith({}).replaceAll("\n", "\r\n")).domains).toHaveLength(1);
  });

  it.each<[string, Record<string, string | null>, number, string, RegExp]>([
    ["a URL", { host: "https://api.example.com/v1" }, line("host"), "host", /is a URL; .*: api\.example\.com$/],
    [
      "a port in the host",
      { host: "api.example.com:8443" },
      line("host"),
      "host",
      /host: api\.example\.com and port: 8443/,
    ],
    ["upper case", { host: "API.example.com" }, line("host"), "host", /write api\.example\.com/],
    [
      "a wildcard inside",
      { host: '"api.*.example.com"', samples: "[a.b]" },
      line("host"),
      "host",
      /"\*\.example\.com"/,
    ],
    ["half a label as wildcard", { host: '"*api.example.com"' }, line("host"), "host", /whole first label/],
    ["a dotted suffix", { host: ".example.com" }, line("host"), "host", /"\*\.example\.com"/],
    ["a wildcard without samples", { host: '"*.example.com"' }, line("host") - 1, "samples", /can be tested/],
    ["no samples in the list", { host: '"*.example.com"', samples: "[]" }, AFTER, "samples", /can be tested/],
    [
      "a sample elsewhere",
      { host: '"*.example.com"', samples: "[a.example.org]" },
      AFTER,
      "samples",
      /a\.example\.org is not under/,
    ],
    [
      "a bare suffix as sample",
      { host: '"*.example.com"', samples: "[example.com]" },
      AFTER,
      "samples",
      /is not under/,
    ],
    [
      "a wildcard as sample",
      { host: '"*.example.com"', samples: '["*.a.example.com"]' },
      AFTER,
      "samples",
      /concrete host/,
    ],
    [
      "an unknown placeholder",
      { host: '"*.example.com"', samples: '["{moon}.example.com"]' },
      AFTER,
      "samples",
      /\{moon\}/,
    ],
    ["samples of a concrete host", { samples: "[api.example.com]" }, AFTER, "samples", /leave it out/],
    ["port zero", { port: "0" }, line("port"), "port", /1 to 65535/],
    ["a port too high", { port: "65536" }, line("port"), "port", /1 to 65535/],
    ["half a port", { port: "44.3" }, line("port"), "port", /whole number/],
    ["a port as text", { port: '"443"' }, line("port"), "port", /without quotes/],
    ["a misspelt field", { portt: "443" }, AFTER, "portt", /"port"/],
    ["a foreign field", { colourfulness: "9" }, AFTER, "colourfulness", /known are id, host/],
    ["a missing field", { purpose: null }, line("id"), "purpose", /is missing/],
    ["an empty field", { purpose: null, feature: '" "' }, line("feature"), "feature", /is empty/],
    ["an unknown need", { need: "requird" }, line("need"), "need", /"required"/],
    ["an unknown protocol", { protocol: "gopher" }, line("protocol"), "protocol", /https, http, grpc/],
    ["an unknown deployment", { deployments: "[vm, hell]" }, line("deployments"), "deployments", /"helm"/],
    ["no deployment", { deployments: "[]" }, line("deployments"), "deployments", /vm, kots, helm/],
    ["a word for a list", { deployments: "vm" }, line("deployments"), "deployments", /a list/],
    ["a bad id", { id: "Not Kebab" }, line("id"), "id", /kebab-case/],
    ["a path without slash", { path: "v2" }, AFTER, "path", /start it with/],
    ["a path with a line break", { path: '"/a\\r\\nHost: b"' }, AFTER, "path", /percent-encode/],
    ["a status out of range", { expect: "{ status: [42] }" }, AFTER, "expect.status", /100 to 599/],
    ["a misspelt expectation", { expect: "{ statu: [200] }" }, AFTER, "expect.statu", /"status"/],
    ["required but unverified", { verified: "false" }, line("need"), "need", /optional/],
  ])("refuses %s", (_, changes, at, field, message) => {
    const found = problemsOf(fileWith(changes)).find((problem) => problem.field === field);
    expect(found).toMatchObject({ file: "x.yaml", line: at, field, id: changes.id ?? "example" });
    expect(found?.message).toMatch(message);
  });

  it("repeats nothing of a URL but its host", () => {
    const [problem] = problemsOf(fileWith({ host: "https://canary:secret@api.example.com" }));
    expect(problem?.message).toContain("api.example.com");
    expect(problem?.message).not.toMatch(/canary|secret/);
  });

  it("lets an unverified wildcard be without samples: it is listed and not tested", () => {
    const changes = { host: '"*.example.com"', need: "optional", verified: "false" };
    expect(problemsOf(fileWith(changes))).toEqual([]);
  });

  it.each<[string, string, number, string | null, RegExp]>([
    ["an empty file", "", 1, null, /is empty/],
    ["a file of comments", "# nothing\n", 1, null, /is empty/],
    ["a list at the top", "- id: x\n", 1, null, /not a mapping/],
    ["text at the top", "domains\n", 1, null, /not a mapping/],
    ["no version", "domains:\n  - id: x\n", 1, "version", /is missing/],
    ["a version that YAML reads as a number", "version: 2026.11\ndomains: []\n", 1, "version", /in quotes: "2026\.11"/],
    ["no domains", 'version: "1"\n', 1, "domains", /is missing/],
    ["domains without entries", 'version: "1"\ndomains: []\n', 2, "domains", /is empty/],
    ["domains left blank", 'version: "1"\ndomains:\n', 2, "domains", /is missing/],
    ["a misspelt top field", 'version: "1"\ndomain: []\n', 2, "domain", /"domains"/],
    ["a tab as indentation", 'version: "1"\ndomains:\n\t- id: x\n', 3, null, /not valid YAML/],
    ["an open bracket", 'version: "1"\ndomains: [\n', 3, null, /not valid YAML/],
    ["a field twice", 'version: "1"\nversion: "2"\n', 2, null, /not valid YAML/],
    [
      "an unquoted wildcard",
      'version: "1"\ndomains:\n  - host: *.example.com\n',
      3,
      null,
      /quote it: "\*\.example\.com"/,
    ],
  ])("refuses %s", (_, text, at, field, message) => {
    const found = problemsOf(text).find((problem) => problem.field === field);
    expect(found).toMatchObject({ file: "x.yaml", line: at, id: null });
    expect(found?.message).toMatch(message);
  });

  it("counts an entry without id", () => {
    const [problem] = problemsOf(fileWith({ id: null }));
    expect(problem).toMatchObject({ line: 3, id: null, field: "id" });
    expect(problem?.message).toMatch(/^entry 1: is missing/);
  });

  it("refuses aliases that multiply", () => {
    const levels = Array.from({ length: 9 }, (_, n) => `l${n + 1}: &l${n + 1} [${Array(9).fill(`*l${n}`).join(", ")}]`);
    const [problem] = problemsOf(['version: "1"', "l0: &l0 [x]", ...levels].join("\n"));
    expect(problem?.message).toMatch(/not usable YAML/);
  });

  it("tells all problems of all entries, one a line, with place, id and field", () => {
    const second = fileWith({ id: "second", port: "0", need: "maybe" }).split("\n").slice(2).join("\n");
    const problems = problemsOf(fileWith({ host: "A.example.com" }) + second);
    expect(problems.map(({ id, field }) => [id, field])).toEqual([
      ["example", "host"],
      ["second", "port"],
      ["second", "need"],
    ]);
    const lines = new WhitelistError(problems).message.split("\n");
    expect(lines).toHaveLength(3);
    expect(lines[0]).toMatch(/^x\.yaml:4: domain "example": host: has upper case/);
  });
});
