// The real command line against loopback proxies: exit codes, what stdout holds however the run ends, and no secret anywhere.

import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Ajv2020 } from "ajv/dist/2020.js";
import { afterAll, describe, expect, test } from "vitest";
import type { Report } from "../../src/report/report.ts";
import { behind } from "../causes/scene.ts";
import { runCli } from "../support/cli.ts";
import { closedPort, Servers } from "../support/loopback.ts";
import { proxyThat } from "../support/proxy-that.ts";

const servers = new Servers();
const folder = mkdtempSync(join(tmpdir(), "carto-proxy-doctor-"));
afterAll(async () => {
  await servers.closeAll();
  rmSync(folder, { recursive: true });
});

const schema = JSON.parse(readFileSync(join(import.meta.dirname, "../../schema/report.schema.json"), "utf8"));
const validate = new Ajv2020({ strict: false }).compile(schema);

function proxied(port: number, userinfo = ""): Record<string, string> {
  return behind(`http://${userinfo}127.0.0.1:${port}`);
}

/** Parses stdout as the report, and holds it to the schema. */
function reportOf(stdout: string): Report {
  const report = JSON.parse(stdout);
  expect(validate(report), JSON.stringify(validate.errors)).toBe(true);
  return report;
}

/** Sends the signal when the proxy has been asked for the first time: the run is then under way. */
function whenAsked(requests: string[], act: () => void): void {
  const timer = setInterval(() => {
    if (requests.length === 0) return;
    clearInterval(timer);
    act();
  }, 20);
}

describe("exit codes", () => {
  test("1, one finding for all rows, where the proxy refuses connections", async () => {
    const { exitCode, stdout } = await runCli(["doctor", "--json"], { env: proxied(await closedPort()) });
    const report = reportOf(stdout);
    expect(exitCode).toBe(1);
    expect(report.summary).toMatchObject({ verdict: "fail", exitCode: 1 });
    expect(report.findings.map((finding) => finding.code)).toEqual(["proxy-refused"]);
    expect(report.findings[0]?.affects).toEqual(report.checks.map((check) => check.id));
  });

  test("0 where only an optional check fails: warn", async () => {
    const port = await closedPort();
    const { exitCode, stdout } = await runCli(["doctor", "--json", "--only", "tomtom"], { env: proxied(port) });
    expect(exitCode).toBe(0);
    expect(reportOf(stdout).summary.verdict).toBe("warn");
  });

  test("1, and nothing tested by it, where the proxy URL cannot be used; direct checks still run", async () => {
    const port = await closedPort();
    const args = [
      "doctor",
      "--json",
      "--only",
      "carto-auth",
      "--only",
      "redis@*",
      "--warehouse",
      `redis://127.0.0.1:${port}`,
    ];
    const { exitCode, stdout } = await runCli(args, {
      env: behind("socks5://p:1"),
    });
    const report = reportOf(stdout);
    const ran = report.checks.filter((check) => check.skip === null || check.id === "carto-auth");
    expect(exitCode).toBe(1);
    expect(ran.map(({ id, verdict }) => [id, verdict])).toEqual([
      ["carto-auth", "skipped"],
      ["redis@127.0.0.1", "fail"],
    ]);
    expect(report.findings.map((finding) => finding.code).toSorted()).toEqual(["direct-refused", "proxy-url-invalid"]);
  });
});

describe("a run that is cut", () => {
  test.each<NodeJS.Signals>(["SIGTERM", "SIGINT"])(
    "%s writes the report so far: incomplete, exit 3",
    async (signal) => {
      const mute = await servers.up(proxyThat.isMute());
      const { exitCode, stdout } = await runCli(["doctor", "--json", "--timeout", "600", "--deadline", "600"], {
        env: proxied(mute.port),
        started: (kill) => whenAsked(mute.requests, () => kill(signal)),
      });
      const report = reportOf(stdout);
      expect(exitCode).toBe(3);
      expect(report.run.complete).toBe(false);
      expect(report.summary.verdict).toBe("incomplete");
      expect(new Set(report.checks.map((check) => check.verdict))).toEqual(new Set(["unknown"]));
      expect(report.checks[0]?.reason).toContain(signal);
    },
  );

  test("the deadline does the same", async () => {
    const mute = await servers.up(proxyThat.isMute());
    const { exitCode, stdout } = await runCli(["doctor", "--json", "--timeout", "600", "--deadline", "0.5"], {
      env: proxied(mute.port),
    });
    expect(exitCode).toBe(3);
    expect(reportOf(stdout).checks[0]?.reason).toContain("deadline of 0.5 s");
  });

  test("a failure that was already seen wins: exit 1", async () => {
    const mute = await servers.up(proxyThat.isMute());
    const refused = await closedPort();
    const args = [
      "doctor",
      "--json",
      "--timeout",
      "600",
      "--deadline",
      "600",
      "--warehouse",
      `redis://127.0.0.1:${refused}`,
    ];
    const { exitCode, stdout } = await runCli([...args, "--only", "carto-auth", "--only", "redis@*"], {
      env: proxied(mute.port),
      started: (kill) => whenAsked(mute.requests, () => kill("SIGTERM")),
    });
    expect(exitCode).toBe(1);
    expect(reportOf(stdout).run.complete).toBe(false);
  });

  test("--output files are written too", async () => {
    const mute = await servers.up(proxyThat.isMute());
    const file = join(folder, "cut.json");
    await runCli(["doctor", "--quiet", "--deadline", "0.5", "--output", file, "--output", join(folder, "cut.txt")], {
      env: proxied(mute.port),
    });
    expect(reportOf(readFileSync(file, "utf8")).run.complete).toBe(false);
    expect(readFileSync(join(folder, "cut.txt"), "utf8")).toContain("carto-auth");
  });
});

test("a report of over 1 MiB gets through a slow pipe whole", async () => {
  const denying = await servers.up(proxyThat.denies());
  const entries = Array.from(
    { length: 900 },
    (_, index) =>
      `  - { id: row-${index}, host: row-${index}.example.com, port: 443, protocol: https, need: required, feature: x, ` +
      `purpose: Many rows make a long report., deployments: [vm], leavesFrom: pod, source: test }\n`,
  );
  const file = join(folder, "many.yaml");
  writeFileSync(file, `version: "1"\ndomains:\n${entries.join("")}`);
  const { exitCode, stdout } = await runCli(["doctor", "--json", "--domains", file], {
    env: proxied(denying.port),
    slowReader: true,
  });
  expect(exitCode).toBe(1);
  expect(Buffer.byteLength(stdout)).toBeGreaterThan(1024 * 1024);
  // Two client libraries are run against the first row as well.
  expect(reportOf(stdout).findings.map(({ code, affects }) => [code, affects.length])).toEqual([["proxy-denied", 902]]);
});

describe("secrets", () => {
  const PASSWORD = "caN4ry/pä+s:w@rd";
  const USER = "canary-user";
  const written = [PASSWORD, `${USER}:${PASSWORD}`, USER].flatMap((text) => {
    const bytes = Buffer.from(text);
    return [
      text,
      encodeURIComponent(text),
      bytes.toString("base64").replace(/=+$/, ""),
      bytes.toString("base64url"),
      bytes.toString("hex"),
    ];
  });

  test.each(["table", "json"])("none in %s, on stderr or in a file, though the proxy echoes them", async (format) => {
    const userinfo = `${encodeURIComponent(USER)}:${encodeURIComponent(PASSWORD)}`;
    const basic = Buffer.from(`${USER}:${PASSWORD}`).toString("base64");
    const echo = `<p>${USER} ${PASSWORD} ${encodeURIComponent(PASSWORD)} Basic ${basic}</p>`;
    const proxy = await servers.up(
      proxyThat.answers(
        "403 Forbidden",
        { Via: "1.1 gate (squid/5.7)", "X-Echo": basic, "Content-Type": "text/html" },
        echo,
      ),
    );
    const args = [
      "doctor",
      "--format",
      format,
      "--verbose",
      "--output",
      join(folder, `${format}.json`),
      "--timeout",
      "20",
    ];
    const warehouse = `postgres://${userinfo}@127.0.0.1:${await closedPort()}/db`;
    const run = await runCli([...args, "--warehouse", warehouse], { env: proxied(proxy.port, `${userinfo}@`) });
    expect(run.exitCode).toBe(1);
    expect(proxy.heads.some((head) => head.includes(`Basic ${basic}`))).toBe(true);
    const everything = [run.stdout, run.stderr, readFileSync(join(folder, `${format}.json`), "utf8")].join("\n");
    expect(everything).toContain("proxy-url-credentials");
    for (const text of written) expect(everything.toLowerCase()).not.toContain(text.toLowerCase());
  });
});

test("progress goes to stderr, --quiet is silent there", async () => {
  const env = proxied(await closedPort());
  const loud = await runCli(["doctor", "--only", "tomtom"], { env });
  const quiet = await runCli(["doctor", "--only", "tomtom", "--quiet"], { env });
  expect(loud.stderr).toContain("testing");
  expect(quiet.stderr).toBe("");
});
