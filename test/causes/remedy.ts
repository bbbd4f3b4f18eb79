// What every remedy is held to, whichever test meets it: its snippet stands in the table, its command can be pasted.

import { spawnSync } from "node:child_process";
import { afterAll, expect } from "vitest";
import { parse } from "yaml";
import { z } from "zod";
import type { Finding } from "../../src/diagnose/finding.ts";
import { isApplicable, kindOf } from "./kind.ts";
import { PRINTED } from "./remedy-table.ts";

/** Each by its own documentation: Debian's packages of these names, netcat-openbsd for nc, libc-bin for getent. */
const TOOLS = ["carto-proxy", "curl", "date", "getent", "nc", "openssl", "pg_isready"];
/** Contract, section 1. */
const COMMANDS = ["doctor", "plan", "config check"];

const texts = new Set<string>();

export function expectUsable({ code, remedies }: Finding): void {
  for (const { snippet, verify } of remedies) {
    if (snippet) {
      const kind = kindOf(snippet);
      const printed = PRINTED[code];
      if (isApplicable(kind) && !(Array.isArray(printed) && printed.includes(kind)))
        throw new Error(`${code} prints ${kind}, which remedy-table.ts does not know`);
      if (snippet.language === "sh") expectParses(snippet.text);
      if (kind === "values") expectValues(snippet.text);
      if (kind === "policy") egressRules.parse(parse(snippet.text));
    }
    if (verify && !texts.has(verify)) expectCommand(verify);
  }
}

/** The chart's own names (its values.yaml), of those that remedies speak of. */
const VALUES: Record<string, string[]> = {
  externalProxy: ["enabled", "type", "host", "port", "excludedDomains", "sslRejectUnauthorized", "sslCA"],
  trustedCACerts: ["value"],
  cartoConfigValues: ["usePubSubRestApi"],
};

function expectValues(text: string): void {
  for (const [name, values] of Object.entries(parse(text) as Record<string, object>)) {
    const unknown = Object.keys(values).filter((key) => !VALUES[name]?.includes(key));
    if (unknown.length > 0) throw new Error(`the chart has no ${name}.${unknown.join(", ")}`);
  }
}

/** NetworkPolicyEgressRule of networking.k8s.io/v1, as far as it is printed. */
const egressRules = z.array(
  z.strictObject({
    to: z.array(z.strictObject({ ipBlock: z.strictObject({ cidr: z.union([z.cidrv4(), z.cidrv6()]) }) })).min(1),
    ports: z.array(z.strictObject({ protocol: z.literal("TCP"), port: z.int().min(1).max(65_535) })).min(1),
  }),
);

function expectCommand(command: string): void {
  expectParses(command);
  for (const each of command.split("; ")) {
    const [tool = ""] = each.split(" ");
    expect(TOOLS, command).toContain(tool);
    if (tool !== "carto-proxy") continue;
    expect(
      COMMANDS.some((name) => `${each} `.startsWith(`carto-proxy ${name} `)),
      command,
    ).toBe(true);
  }
}

/** What is left open, in <…>, is filled in by then. */
function expectParses(text: string): void {
  texts.add(text.replace(/<[a-z][^<>]*>/gi, "filled"));
}

// By bash itself, once for each test file: a process for each would take minutes.
afterAll(() => {
  if (texts.size === 0) return;
  const { status, stderr } = spawnSync("bash", ["-n"], { input: [...texts].join("\n"), encoding: "utf8" });
  expect([status, stderr]).toEqual([0, ""]);
});
