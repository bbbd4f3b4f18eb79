// What is generated, given to the readers and rules of `config check`: no finding; and with one line less the finding for that line.

import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { parse } from "yaml";
import { prepare } from "../../src/commands/preparation.ts";
import type { Finding, FindingCode } from "../../src/diagnose/finding.ts";
import { customizations } from "../../src/handoff/customizations.ts";
import { env } from "../../src/handoff/env.ts";
import { judge } from "../../src/judge.ts";
import { CORPORATE, caFile } from "./ca.ts";
import { handoffOf, type Wish } from "./handoff-of.ts";

const folder = mkdtempSync(join(tmpdir(), "carto-proxy-round-trip-"));
mkdirSync(join(folder, "certs"));
writeFileSync(join(folder, "certs/company-ca.pem"), CORPORATE);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const HTTPS = "https://proxy.corp:3129";
const SNOWFLAKE = ["snowflake://acct"];
/** What an https:// proxy cannot do, whoever writes the file. */
const LIMITS: FindingCode[] = ["proxy-grpc-https"];

function findingsOf(flag: "envFile" | "customizations", text: string, { warehouses = [] }: Wish): Finding[] {
  const file = join(folder, flag === "envFile" ? "customer.env" : "customizations.yaml");
  writeFileSync(file, text);
  const flags = { envFile: [], customizations: [], podEnv: [], feature: [], only: [], skip: [], clients: [] };
  const preparation = prepare({ ...flags, [flag]: [file], warehouse: warehouses }, {});
  const host = { os: "", container: false, kubernetes: null };
  return judge({ ...preparation, tool: { version: "0", node: "" }, run: { id: "", host, command: [] } }).findings;
}

const codesOf = (...args: Parameters<typeof findingsOf>) =>
  findingsOf(...args)
    .map(({ code }) => code)
    .toSorted();

describe("customer.env", () => {
  const wishes: [name: string, wish: Wish, limits: FindingCode[]][] = [
    ["an HTTP proxy", {}, []],
    ["an HTTP proxy, Snowflake", { warehouses: SNOWFLAKE }, []],
    [
      "an HTTP proxy, entries of the operator's",
      { environment: { NO_PROXY: "mega.io, *.dropbox.com,10.1.2.3,a b,10.0.0.0/8," } },
      [],
    ],
    ["an HTTPS proxy", { proxy: HTTPS }, LIMITS],
    ["an HTTPS proxy, Snowflake", { proxy: HTTPS, warehouses: SNOWFLAKE }, LIMITS],
    [
      "an HTTPS proxy with a private CA",
      { proxy: HTTPS, ca: caFile("company-ca.pem") },
      [...LIMITS, "import-custom-ca"],
    ],
  ];

  describe.each(wishes)("%s", (_, wish, limits) => {
    const { text } = env(handoffOf(wish));
    const names = text.split("\n").flatMap((line) => /^(\w+)=/.exec(line)?.[1] ?? []);

    test("config check finds nothing but what no file can mend", () => {
      expect(codesOf("envFile", text, wish)).toEqual(limits.toSorted());
    });

    test.each(names)("without %s", (name) => {
      const less = text
        .split("\n")
        .filter((line) => !line.startsWith(`${name}=`))
        .join("\n");
      const lost = findingsOf("envFile", less, wish).filter(({ code }) => !limits.includes(code));
      const expected = LOST[name] ?? ["proxy-variable-case"];
      expect(lost.map(({ code }) => code)).toEqual(expected);
      if (expected.length === 0) return;
      const value = text
        .split("\n")
        .find((line) => line.startsWith(`${name}=`))!
        .slice(name.length + 1);
      expect(lost[0]!.corrections).toEqual(expect.arrayContaining([expect.objectContaining({ key: name, value })]));
    });
  });
});

/** Both are told by the network alone, or by nothing: without the CA the proxy is not trusted, and 1 is what Node.js does anyway. */
const LOST: Record<string, FindingCode[]> = { NODE_EXTRA_CA_CERTS: [], NODE_TLS_REJECT_UNAUTHORIZED: [] };

describe("customizations.yaml", () => {
  const wishes: [name: string, wish: Wish, limits: FindingCode[]][] = [
    ["an HTTP proxy", {}, []],
    ["an HTTPS proxy, Snowflake", { proxy: HTTPS, warehouses: SNOWFLAKE }, LIMITS],
    [
      "an HTTPS proxy with a private CA",
      { proxy: HTTPS, ca: caFile("company-ca.pem") },
      [...LIMITS, "import-custom-ca"],
    ],
  ];

  describe.each(wishes)("%s", (_, wish, limits) => {
    const { text } = customizations(handoffOf({ ...wish, deployment: "helm" }));
    const keys = Object.keys((parse(text) as { externalProxy: object }).externalProxy);

    test("config check finds nothing but what no file can mend", () => {
      expect(codesOf("customizations", text, wish)).toEqual(limits.toSorted());
    });

    test.each(keys.filter((key) => key in WITHOUT))("without %s", (key) => {
      const block = (parse(text) as { externalProxy: Record<string, unknown> }).externalProxy;
      delete block[key];
      const lost = codesOf("customizations", JSON.stringify({ externalProxy: block }), wish);
      expect(lost).toEqual(expect.arrayContaining(WITHOUT[key]!));
      if (WITHOUT[key]!.length === 0) expect(lost.filter((code) => !limits.includes(code))).toEqual([]);
    });

    test("every key has its case", () => {
      expect(keys.filter((key) => !(key in WITHOUT))).toEqual([]);
    });
  });
});

/** Verification is what the chart does by itself; the CA is missed by the network alone. */
const WITHOUT: Record<string, FindingCode[]> = {
  enabled: ["proxy-not-configured"],
  type: ["proxy-url-invalid"],
  host: ["proxy-url-invalid"],
  port: ["proxy-url-invalid"],
  excludedDomains: ["no-proxy-internal-missing"],
  sslRejectUnauthorized: [],
  sslCA: [],
};
