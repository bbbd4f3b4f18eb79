import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { renderDomains } from "../../src/output/domains.ts";
import { type DomainFormat, domainFormatNames } from "../../src/output/domains-formats.ts";
import type { DeploymentKind } from "../../src/settings/settings.ts";
import { parseWhitelistFile } from "../../src/whitelist/document.ts";
import type { Domain, Whitelist } from "../../src/whitelist/domain.ts";
import { loadWhitelist } from "../../src/whitelist/load.ts";

const shipped = loadWhitelist(null);
const DEPLOYMENTS: DeploymentKind[] = ["vm", "kots", "helm"];

/** Everything that a format could trip over. */
const AWKWARD: Domain = {
  id: "awkward",
  host: "*.awkward.example.com",
  samples: ["a.awkward.example.com", "b.awkward.example.com"],
  port: 8443,
  protocol: "grpc",
  need: "optional",
  feature: 'tricky, "quoted" | piped',
  purpose: 'Has "quotes", commas, | pipes, `ticks`, <b>tags</b> and # signs.',
  deployments: ["vm"],
  leavesFrom: "node",
  path: "/a,b",
  expect: { status: [200, 401], header: { server: "x" }, body: '"issuer"' },
  source: "example",
  verified: false,
};

const awkward: Whitelist = { version: "1", sha256: "ab".repeat(32), files: ["a.yaml"], domains: [AWKWARD] };

function rowsFor(deployment: DeploymentKind): Domain[] {
  return shipped.domains.filter(({ deployments }) => deployments.includes(deployment));
}

/** RFC 4180, strictly: a quote only at a field's start, its end, or doubled. */
function parseCsv(text: string): string[][] {
  expect(text.endsWith("\r\n")).toBe(true);
  const record = /(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n)/gy;
  const rows: string[][] = [[]];
  while (record.lastIndex < text.length) {
    const match = record.exec(text);
    if (match === null) throw new Error("not CSV");
    rows.at(-1)!.push(match[1]?.replaceAll('""', '"') ?? match[2]!);
    if (match[3] !== ",") rows.push([]);
  }
  return rows.slice(0, -1);
}

describe.each(DEPLOYMENTS)("for %s", (deployment) => {
  const ids = rowsFor(deployment).map(({ id }) => id);

  it.each(domainFormatNames)("%s ends in one line break and names every host that applies", (format) => {
    const text = renderDomains(shipped, deployment, format);
    expect(text).toMatch(/[^\r\n]\r?\n$/);
    const joined = text.replace(/\s/g, "");
    for (const { host } of rowsFor(deployment)) {
      // A Squid file and a narrow table need not hold a name as one word of its own.
      if (format === "squid" || (format === "table" && host.length > 37)) continue;
      expect(joined).toContain(host);
    }
  });

  it("json holds the rows, required ones first", () => {
    const document = JSON.parse(renderDomains(shipped, deployment, "json")) as {
      schema: string;
      deployment: string;
      whitelist: { sha256: string };
      domains: Domain[];
    };
    expect(document.schema).toBe("carto-proxy/domains/1");
    expect(document.deployment).toBe(deployment);
    expect(document.whitelist.sha256).toBe(shipped.sha256);
    expect(document.domains.map(({ id }) => id).sort()).toEqual([...ids].sort());
    const needs = document.domains.map(({ need }) => need);
    expect(needs.lastIndexOf("required")).toBeLessThan(needs.indexOf("optional"));
  });

  it("yaml is a whitelist file that means the same", () => {
    const text = renderDomains(shipped, deployment, "yaml");
    const { version, domains, problems } = parseWhitelistFile("printed.yaml", text);
    expect(problems).toEqual([]);
    expect(version).toBe(shipped.version);
    const byId = (one: Domain, other: Domain) => (one.id < other.id ? -1 : 1);
    expect(domains.toSorted(byId)).toEqual(rowsFor(deployment).toSorted(byId));
  });

  it("csv has one record a row, all of the same length", () => {
    const [head, ...rows] = parseCsv(renderDomains(shipped, deployment, "csv"));
    expect(head).toContain("host");
    expect(rows.map((row) => row[head!.indexOf("id")]).sort()).toEqual([...ids].sort());
    expect(new Set(rows.map((row) => row.length))).toEqual(new Set([head!.length]));
  });

  it("the table fits 80 columns", () => {
    const lines = renderDomains(shipped, deployment, "table").split("\n");
    expect(lines.filter((line) => line.length > 80)).toEqual([]);
    expect(lines.filter((line) => line !== line.trimEnd())).toEqual([]);
  });

  it("markdown has six cells in every row of its tables", () => {
    const rows = renderDomains(shipped, deployment, "markdown")
      .split("\n")
      .filter((line) => line.startsWith("|"));
    expect(rows.length).toBeGreaterThan(ids.length);
    expect(rows.filter((row) => row.split(/(?<!\\)\|/).length !== 8)).toEqual([]);
  });
});

describe("awkward text", () => {
  it("survives json, yaml and csv", () => {
    const json = JSON.parse(renderDomains(awkward, "vm", "json")) as { domains: Domain[] };
    expect(json.domains).toEqual([AWKWARD]);
    const yaml = parse(renderDomains(awkward, "vm", "yaml")) as { domains: Domain[] };
    expect(yaml.domains).toEqual([AWKWARD]);
    const [head, row] = parseCsv(renderDomains(awkward, "vm", "csv"));
    expect(row![head!.indexOf("purpose")]).toBe(AWKWARD.purpose);
    expect(row![head!.indexOf("feature")]).toBe(AWKWARD.feature);
    expect(row![head!.indexOf("samples")]).toBe(AWKWARD.samples.join(" "));
  });

  it("cannot break out of a markdown cell", () => {
    const row = renderDomains(awkward, "vm", "markdown")
      .split("\n")
      .find((line) => line.includes("awkward.example.com"))!;
    expect(row.split(/(?<!\\)\|/)).toHaveLength(8);
    expect(row).not.toContain("<b>");
  });
});

describe("a deployment without rows", () => {
  it.each<DomainFormat>([...domainFormatNames])("gives a whole %s all the same", (format) => {
    const text = renderDomains(awkward, "helm", format);
    expect(text).not.toContain("awkward.example.com");
    expect(text.endsWith("\n")).toBe(true);
  });
});
