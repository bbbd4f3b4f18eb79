// What `config generate` wrote, in force: everything is green; and with any one line less the finding for that line.

import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Finding } from "../../src/diagnose/finding.ts";
import type { Report } from "../../src/report/report.ts";
import { doctor, generate, PROXY, startGenerated, startSquid, stopGenerated, useRules } from "./generated.ts";
import { ROWS, rowsOf } from "./scenario.ts";

const SEED = Number(process.env.CARTO_PROXY_SEED ?? Date.now() % 100_000);
/** How many of the lines for hosts: all, which take a minute and a half. */
const LINES = Number(process.env.CARTO_PROXY_LINES ?? Number.POSITIVE_INFINITY);

let rules = "";
let variables = "";

beforeAll(async () => {
  await startGenerated();
  rules = await generated("squid", "--proxy", PROXY);
  variables = await generated("env", "--proxy", PROXY);
  await startSquid(rules);
});
afterAll(stopGenerated);

const generated = (...args: string[]) => generate([...args, "--deployment", "vm"]);
const linesOf = (text: string) => text.split("\n").filter((line) => line !== "" && !line.startsWith("#"));
const without = (text: string, line: string) => text.replace(`\n${line}\n`, "\n");
const codesOf = ({ findings }: { findings: Finding[] }) => findings.map(({ code }) => code);

function verdicts({ checks }: Report): Record<string, string> {
  const measured = checks.filter(({ verdict }) => verdict !== "skipped");
  return Object.fromEntries(measured.map(({ id, verdict }) => [id, verdict]));
}

test("Squid with the generated rules, a container with the generated variables: an all-green doctor", async () => {
  const report = await doctor(variables);
  expect(report.findings).toEqual([]);
  expect(report.summary).toMatchObject({ verdict: "pass", exitCode: 0 });
  expect(Object.entries(verdicts(report)).filter(([, verdict]) => verdict !== "pass")).toEqual([]);
  expect(Object.keys(verdicts(report))).toEqual(expect.arrayContaining(ROWS));
});

describe("with one line of Squid's rules less", { timeout: 600_000 }, () => {
  afterAll(() => useRules(rules));

  test(`a host's: that host is denied, and no other (seed ${SEED})`, async () => {
    const hosts = linesOf(rules).filter((line) => / dstdomain /.test(line));
    const wrong: unknown[] = [];
    for (const line of sampled(hosts, LINES, SEED)) {
      const name = line.split(" ").at(-1)!;
      expect(await useRules(without(rules, line))).toBe(true);
      // The name itself, beside all below it.
      const pattern = name.replace(/^\./, "*");
      // One more row, which must not care.
      const report = await doctor(
        variables,
        "--only",
        pattern,
        "--only",
        name === "auth.carto.com" ? "gcr" : "carto-auth",
      );
      const under = report.checks.filter(({ host }) =>
        name.startsWith(".") ? `.${host}`.endsWith(name) : host === name,
      );
      const failed = report.checks.filter(({ verdict }) => verdict === "fail" || verdict === "warn");
      const same = under.length > 0 && ids(failed) === ids(under);
      const codes = new Set(codesOf(report));
      if (!same || codes.size !== 1 || !codes.has("proxy-denied"))
        wrong.push({ line, codes: [...codes], failed: ids(failed) });
    }
    expect(wrong).toEqual([]);
  });

  test("the line that lets them through: all are denied, which is one finding", async () => {
    const [allow] = linesOf(rules).filter((line) => line.startsWith("http_access allow"));
    expect(await useRules(without(rules, allow!))).toBe(true);
    const report = await doctor(variables);
    expect(codesOf(report)).toEqual(["proxy-denied"]);
    expect(report.findings[0]!.affects).toEqual(expect.arrayContaining(ROWS));
  });

  test("the last line: nothing changes, for Squid then denies the rest by itself", async () => {
    expect(await useRules(without(rules, "http_access deny all"))).toBe(true);
    expect((await doctor(variables, "--only", "carto-auth")).findings).toEqual([]);
  });

  test.each(["acl carto_connect method CONNECT", "acl carto_tunnel_443_port port 443"])(
    "%s: Squid does not take the file",
    async (line) => {
      expect(linesOf(rules)).toContain(line);
      expect(await useRules(without(rules, line))).toBe(false);
    },
  );
});

test("with any one variable less the finding names it", async () => {
  await useRules(rules);
  const lines = linesOf(variables);
  expect(lines).toHaveLength(8);
  for (const line of lines) {
    const [name, ...value] = line.split("=");
    const report = await doctor(without(variables, line), "--only", "carto-auth");
    expect(codesOf(report)).toEqual(["proxy-variable-case"]);
    const corrections = report.findings[0]!.corrections ?? [];
    expect(corrections).toContainEqual(expect.objectContaining({ key: name, value: value.join("=") }));
  }
});

describe("for the lab's HTTPS proxy, whose CA is a private one", () => {
  const options = ["--proxy", "https://squid:3129", "--ca", "/certs/proxy-ca.crt"];
  const snowflake = ["--skip", "snowflake"];
  // grpc-js goes past an https:// proxy, and this network has no other way out.
  const limits = ["client-bypasses-proxy", "import-custom-ca", "proxy-grpc-https"];

  test("everything passes, with the limits that no file can mend", async () => {
    const report = await doctor(await generated("env", ...options), ...snowflake);
    expect(codesOf(report).toSorted()).toEqual(limits);
    const expected = rowsOf(({ feature }) => feature !== "snowflake");
    const failed = Object.entries(verdicts(report)).flatMap(([id, verdict]) => (verdict === "fail" ? id : []));
    expect(failed.toSorted()).toEqual(report.findings.find(({ code }) => code === limits[0])!.affects.toSorted());
    expect(failed.filter((id) => !id.startsWith("client:pubsub@"))).toEqual([]);
    expect(Object.keys(verdicts(report))).toEqual(expect.arrayContaining(expected));
  });

  test("without its CA the proxy is not trusted", async () => {
    const text = await generated("env", ...options);
    const line = linesOf(text).find((each) => each.startsWith("NODE_EXTRA_CA_CERTS="))!;
    const report = await doctor(without(text, line), "--only", "carto-auth");
    expect(codesOf(report)).toContain("proxy-tls-untrusted");
    expect(report.summary.exitCode).toBe(1);
  });
});

test("from a report: exactly the rules that were missing, which cure it", async () => {
  const [denied, ...rest] = sampled(
    linesOf(rules).filter((line) => / dstdomain -n [^.]/.test(line)),
    3,
    SEED,
  );
  const poorer = [denied!, ...rest].reduce(without, rules);
  expect(await useRules(poorer)).toBe(true);
  const report = await doctor(variables);
  expect(codesOf(report)).toEqual(["proxy-denied"]);
  const additions = await generate(["squid"], report);
  expect(
    linesOf(additions)
      .filter((line) => / dstdomain /.test(line))
      .toSorted(),
  ).toEqual([denied!, ...rest].toSorted());
  expect(await useRules(`${additions}\n${poorer}`)).toBe(true);
  expect((await doctor(variables)).findings).toEqual([]);
});

function ids(checks: { id: string }[]): string {
  return checks
    .map(({ id }) => id)
    .toSorted()
    .join(" ");
}

/** The same for the same seed (mulberry32). */
function sampled<T>(list: T[], count: number, seed: number): T[] {
  let state = seed;
  const random = () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
  return list
    .map((item) => ({ item, order: random() }))
    .toSorted((one, other) => one.order - other.order)
    .slice(0, count)
    .map(({ item }) => item);
}
