// The real command line on files: the same findings as the doctor's, a document without checks, and files that are corrected.

import {
  chmodSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Ajv2020 } from "ajv/dist/2020.js";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { Report } from "../../src/report/report.ts";
import { runCli } from "../support/cli.ts";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "carto-proxy-config-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

function file(name: string, text: string): string {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
}

const schema = JSON.parse(readFileSync(join(import.meta.dirname, "../../schema/report.schema.json"), "utf8"));
const validate = new Ajv2020({ strict: false }).compile(schema);

async function judged(args: string[]): Promise<{ report: Report; exitCode: number | null }> {
  const { stdout, exitCode } = await runCli(["config", "check", "--json", ...args]);
  const report = JSON.parse(stdout);
  expect(validate(report), JSON.stringify(validate.errors)).toBe(true);
  return { report, exitCode };
}

/** A long path is broken where a line ends. */
function unbroken(text: string): string {
  return text.replace(/\s+/g, "");
}

const BROKEN = `# CARTO behind a proxy
HTTP_PROXY="proxy.corp.test:3128"   # ours
HTTPS_PROXY="http://proxy.corp.test:3128"
NO_PROXY="localhost,"
`;

describe("judges without a check", () => {
  test("the document has no checks, and its exit code is that of its errors", async () => {
    const { report, exitCode } = await judged(["--env-file", file(".env", BROKEN)]);
    expect(report.checks).toEqual([]);
    expect(exitCode).toBe(1);
    expect(report.summary.exitCode).toBe(1);
    expect(report.findings.map(({ code }) => code)).toContain("proxy-url-invalid");
  });

  test("the doctor gives the same configuration findings", async () => {
    // No port is open there: the run is short, and what it measures does not matter here.
    const env = file(".env", BROKEN.replaceAll("proxy.corp.test:3128", "127.0.0.1:9"));
    const { report } = await judged(["--env-file", env]);
    const doctor = await runCli(["doctor", "--json", "--only", "carto-auth", "--env-file", env, "--timeout", "30"]);
    const codes = new Set(report.findings.map(({ code }) => code));
    const same = (JSON.parse(doctor.stdout) as Report).findings.filter(({ code }) => codes.has(code));
    const bare = ({ affects: _, ...finding }: Report["findings"][number]) => finding;
    expect(same.map(bare)).toEqual(report.findings.map(bare));
  });

  test("nothing is configured: exit 0", async () => {
    const { report, exitCode } = await judged([]);
    expect(exitCode).toBe(0);
    expect(report.findings.map(({ severity }) => severity)).not.toContain("error");
  });

  test("the page shows each value with its place and what it beats", async () => {
    const first = file("first.env", "HTTP_PROXY=http://a.test:1\n");
    const second = file("second.env", "\nHTTP_PROXY=http://b.test:2\n");
    const { stdout } = await runCli(["config", "check", "--env-file", first, "--env-file", second]);
    expect(unbroken(stdout)).toContain(
      unbroken(`HTTP_PROXY=http://b.test:2 ${second}, line 2; instead of "http://a.test:1" (${first}, line 1)`),
    );
  });

  test("a variable of this process that no file has is told", async () => {
    const env = file(".env", "HTTP_PROXY=http://a.test:1\n");
    const { stdout } = await runCli(["config", "check", "--env-file", env], { env: { ALL_PROXY: "http://c.test:3" } });
    expect(unbroken(stdout)).toContain(unbroken("ALL_PROXY is set in this process and in no file"));
  });
});

describe("--fix", () => {
  test("writes beside the original, and what it wrote has no error and nothing left to correct", async () => {
    const env = file(".env", BROKEN);
    chmodSync(env, 0o600);
    const { stderr, exitCode } = await runCli(["config", "check", "--fix", "--env-file", env]);
    expect(exitCode).toBe(1);
    expect(readFileSync(env, "utf8")).toBe(BROKEN);
    const fixed = join(folder, ".env.fixed");
    expect(stderr).toContain(`${fixed}: written, the original is as it was`);
    expect(statSync(fixed).mode & 0o777).toBe(0o600);
    const text = readFileSync(fixed, "utf8");
    expect(text).toContain('# CARTO behind a proxy\nHTTP_PROXY="http://proxy.corp.test:3128"   # ours\n');
    const again = await judged(["--env-file", fixed]);
    expect(again.exitCode).toBe(0);
    expect(again.report.findings.flatMap(({ corrections }) => corrections ?? [])).toEqual([]);
  });

  test("never over what lies there already", async () => {
    const env = file(".env", BROKEN);
    const mine = file(".env.fixed", "MINE=1\n");
    const { stderr, exitCode } = await runCli(["config", "check", "--fix", "--env-file", env]);
    expect(exitCode).toBe(2);
    expect(stderr).toContain("is there already");
    expect(readFileSync(mine, "utf8")).toBe("MINE=1\n");
  });

  test("--in-place keeps a backup of each time, and exits by what is left", async () => {
    const values = file(
      "customizations.yaml",
      'externalProxy:\n  enabled: true\n  type: http\n  host: p.test # ours\n  port: 3128\n  excludedDomains: ["localhost"]\n',
    );
    const before = readFileSync(values, "utf8");
    file("customizations.yaml.bak", "an older one");
    const { exitCode } = await runCli(["config", "check", "--fix", "--in-place", "--customizations", values]);
    expect(exitCode).toBe(0);
    expect(readFileSync(values, "utf8")).toBe(before.replace('["localhost"]', '["localhost", ".svc.cluster.local"]'));
    expect(readFileSync(`${values}.bak.2`, "utf8")).toBe(before);
    expect(readFileSync(`${values}.bak`, "utf8")).toBe("an older one");
    expect(readdirSync(folder)).toHaveLength(3);
  });

  test("a good file is left alone, and said so", async () => {
    const { stderr } = await runCli(["config", "check", "--fix", "--env-file", file("customer.env", "A=1\n")]);
    expect(stderr).toContain("nothing was written");
    expect(existsSync(join(folder, "customer.fixed.env"))).toBe(false);
  });

  test("a login that no output shows is not written either", async () => {
    const env = file(".env", "HTTP_PROXY=proxy.test:3128\nHTTPS_PROXY=http://jo:canary-7f3a@proxy.test:3128\n");
    const { stdout, stderr } = await runCli(["config", "check", "--fix", "--env-file", env]);
    expect(stdout + stderr).not.toContain("canary-7f3a");
    const fixed = join(folder, ".env.fixed");
    if (existsSync(fixed)) expect(readFileSync(fixed, "utf8")).not.toMatch(/\*\*\*|redacted/);
  });

  test("--in-place alone is refused", async () => {
    const { stderr, exitCode } = await runCli(["config", "check", "--in-place"]);
    expect(exitCode).toBe(2);
    expect(stderr).toContain("--in-place needs --fix");
  });
});
