import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { runCli } from "../support/cli.ts";

const folder = mkdtempSync(join(tmpdir(), "carto-proxy-cli-"));
afterAll(() => rmSync(folder, { recursive: true }));

/** Logs what is loaded and fails on any socket or look-up; written to a file since the child needs a module to import. */
const watch = join(folder, "watch.mjs");
writeFileSync(
  watch,
  `import dns from "node:dns"; import net from "node:net"; import { registerHooks } from "node:module";
   const fail = (what) => () => { throw new Error(what + " was used"); };
   net.Socket.prototype.connect = fail("a socket"); dns.lookup = fail("a look-up");
   registerHooks({ load(url, context, next) { process.stderr.write("LOADED " + url + "\\n"); return next(url, context); } });`,
);

describe("--help and --version", () => {
  test.each([
    [["--version"]],
    [["--help"]],
    [["doctor", "--help"]],
    [["plan", "--help"]],
    [["domains", "--help"]],
    [["explain", "--help"]],
    [["explain", "proxy-denied"]],
    [["demo", "--help"]],
  ])("%j loads no driver and opens no socket", async (args) => {
    const { exitCode, stdout, stderr } = await runCli(args, { nodeOptions: ["--import", watch] });
    expect(exitCode).toBe(0);
    expect(stdout.trim()).not.toBe("");
    const loaded = stderr.split("\n").filter((line) => line.startsWith("LOADED"));
    expect(loaded.length).toBeGreaterThan(5);
    expect(
      loaded.filter((line) => /node_modules\/(pg|undici|@peculiar|reflect-metadata)\/|src\/(probe|demo)\//.test(line)),
    ).toEqual([]);
  });

  test("every option of doctor is explained with its default", async () => {
    const { stdout } = await runCli(["doctor", "--help"]);
    for (const text of ["--timeout", "default: 10", "--deadline", "default: 120", "--concurrency", "default: 32"]) {
      expect(stdout).toContain(text);
    }
  });
});

describe("bad usage: exit 2, one line that names the fix, nothing on stdout", () => {
  const whitelist = join(folder, "bad.yaml");
  writeFileSync(
    whitelist,
    `version: "1"\ndomains:\n  - id: a\n    host: a.test\n    hots: b.test\n    need: required\n    feature: x\n    purpose: x.\n    deployments: [vm]\n    source: s\n`,
  );
  const notYaml = join(folder, "not.yaml");
  writeFileSync(notYaml, "{ this: is: not yaml\n");

  test.each<[args: string[], words: RegExp]>([
    [["doctor", "--timeot", "3"], /unknown option '--timeot'.*--timeout/],
    [["docter"], /unknown command 'docter'.*doctor/],
    [["doctor", "--timeout", "abc"], /--timeout.*abc.*number of seconds/],
    [["doctor", "--timeout", "0"], /--timeout.*greater than 0/],
    [["doctor", "--deadline", "-1"], /--deadline/],
    [["doctor", "--concurrency", "1.5"], /--concurrency.*whole number/],
    [["doctor", "--deployment", "docker"], /--deployment.*vm, kots, helm/],
    [["doctor", "--format", "xml"], /--format.*table/],
    [["doctor", "--feature", "no-such"], /--feature no-such.*known:/],
    [["doctor", "--only", "zzz"], /--only zzz.*carto-proxy plan/],
    [["doctor", "--skip", "zzz"], /--skip zzz/],
    [["doctor", "--clients", "oracle"], /--clients.*oracle.*postgres/],
    [["doctor", "--ca", "/no/such.pem"], /--ca \/no\/such\.pem.*no such file/],
    [["doctor", "--output", "report.docx"], /--output report\.docx.*\.json/],
    [["doctor", "--output", "/no/such/folder/report.json"], /--output .*ENOENT/],
    [["doctor", "--warehouse", "mysql://db"], /mysql/],
    [["doctor", "extra"], /too many arguments|unexpected/i],
    [["doctor", "--domains", whitelist], /bad\.yaml:5: .*"a".*hots.*host/],
    [["doctor", "--domains", notYaml], /not\.yaml:\d+/],
    [["domains", "--domains", "/no/such.yaml"], /\/no\/such\.yaml/],
    [["domains", "--format", "xml"], /--format.*squid/],
  ])("%j", async (args, words) => {
    const { exitCode, stdout, stderr } = await runCli(args);
    expect(stderr).toMatch(words);
    expect(
      stderr
        .trim()
        .split("\n")
        .filter((line) => /^\s+at /.test(line)),
    ).toEqual([]);
    expect(exitCode).toBe(2);
    expect(stdout).toBe("");
  });

  test("a warehouse URL that cannot be read shows neither user nor password", async () => {
    const { exitCode, stderr } = await runCli([
      "doctor",
      "--warehouse",
      "postgres://ana:cana/ry@db:5432/x?sslmode=nonsense",
    ]);
    expect(exitCode).toBe(2);
    expect(stderr).not.toMatch(/cana|ana:/);
  });
});

describe("plan and domains", () => {
  const env = { HTTP_PROXY: "http://proxy:3128", HTTPS_PROXY: "http://proxy:3128", GRPC_PROXY: "http://proxy:3128" };

  test("plan prints every check with its route and the reason, and opens no socket", async () => {
    const { exitCode, stdout } = await runCli(["plan", "--warehouse", "postgres://db/x"], {
      env,
      nodeOptions: ["--import", watch],
    });
    expect(exitCode).toBe(0);
    expect(stdout).toMatch(/carto-auth\s+https auth\.carto\.com:443\s+proxy http:\/\/proxy:3128 \(https_proxy\)/);
    expect(stdout).toMatch(/postgres@db\s+postgres db:5432\s+direct \(warehouse-bypass\)/);
    expect(Math.max(...stdout.split("\n").map((line) => line.length))).toBeLessThanOrEqual(80);
  });

  test("plan --json is the plan", async () => {
    const { stdout } = await runCli(["plan", "--json", "--only", "carto-auth"], { env });
    const { checks } = JSON.parse(stdout);
    expect(checks.filter((check: { skip: string | null }) => check.skip === null)).toMatchObject([
      { id: "carto-auth", route: { kind: "proxy", reason: "https_proxy" } },
    ]);
  });

  test("domains prints the whitelist of the deployment", async () => {
    const { exitCode, stdout } = await runCli(["domains", "--deployment", "kots", "--format", "json"]);
    expect(exitCode).toBe(0);
    expect(JSON.stringify(JSON.parse(stdout))).toContain("auth.carto.com");
  });

  test("a pipe that is closed early is no crash", async () => {
    const { exitCode, stderr } = await runCli(["domains"], { started: () => {} });
    expect([exitCode, stderr]).toEqual([0, ""]);
  });
});

test("every option that a command understands is one that its help explains", async () => {
  const { stdout } = await runCli(["doctor", "--help"]);
  const options =
    "deployment domains feature only skip warehouse snowflake-allowlist clients ca public-roots json".split(" ");
  for (const option of options) expect(stdout).toContain(`--${option} `);
});
