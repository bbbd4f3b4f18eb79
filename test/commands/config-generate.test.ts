import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { artifactNames } from "../../src/handoff/artifact.ts";
import { reportOf } from "../handoff/handoff-of.ts";
import { runCli } from "../support/cli.ts";

const PROXY = ["--proxy", "http://proxy.corp:3128"];
/** One that stands in the environment and in URLs, and nowhere in what is written. */
const CANARY = "c4nary-5ecret";
const folder = mkdtempSync(join(tmpdir(), "carto-proxy-generate-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const generate = (args: string[], env: Record<string, string> = {}) => runCli(["config", "generate", ...args], { env });

describe.each(artifactNames)("%s", (what) => {
  const env = {
    HTTPS_PROXY: `http://${CANARY}-user:${CANARY}@proxy.corp:3128`,
    HTTP_PROXY: `http://${CANARY}-user:${CANARY}@proxy.corp:3128`,
    NO_PROXY: `mega.io,http://u:${CANARY}@x/y`,
    PASSWORD: CANARY,
  };
  const args = [what, "--warehouse", "postgres://carto:${PASSWORD}@db.corp/x"];

  test("is written to stdout, notes to stderr, and a secret to neither", async () => {
    const { exitCode, stdout, stderr } = await generate(args, env);
    expect({
      exitCode,
      stderr: stderr.split("\n").filter((line) => line !== "" && !line.startsWith("carto-proxy: ")),
    }).toEqual({
      exitCode: 0,
      stderr: [],
    });
    expect(stdout).toContain("proxy.corp".slice(what === "squid" ? 10 : 0));
    expect(stdout).toMatch(/[^\n]\r?\n$/);
    expect(stderr).toContain("password authentication");
    expect(stdout + stderr).not.toContain(CANARY);
  });
});

describe("a file", () => {
  const file = join(folder, "carto.conf");

  test("is written, and not overwritten but by --force", async () => {
    const first = await generate(["squid", ...PROXY, "--output", file]);
    expect({ exitCode: first.exitCode, stdout: first.stdout }).toEqual({ exitCode: 0, stdout: "" });
    expect(readFileSync(file, "utf8")).toContain("acl carto_connect method CONNECT");
    writeFileSync(file, "mine");
    const second = await generate(["squid", ...PROXY, "--output", file]);
    expect(second).toMatchObject({ exitCode: 2, stderr: expect.stringContaining("--force") });
    expect(readFileSync(file, "utf8")).toBe("mine");
    expect((await generate(["squid", ...PROXY, "--output", file, "--force"])).exitCode).toBe(0);
    expect(readFileSync(file, "utf8")).not.toBe("mine");
  });

  test("that cannot be written is said in one line", async () => {
    const { exitCode, stderr } = await generate(["env", ...PROXY, "--output", join(folder, "none/customer.env")]);
    expect(exitCode).toBe(2);
    expect(
      stderr
        .trim()
        .split("\n")
        .filter((line) => line.includes("ENOENT")),
    ).toHaveLength(1);
  });
});

describe("from a report", () => {
  const file = join(folder, "report.json");
  beforeAll(() => {
    const report = reportOf({ environment: { HTTPS_PROXY: "http://p.corp:1", HTTP_PROXY: "http://p.corp:1" } });
    Object.assign(report.checks.find(({ id }) => id === "tomtom")!, {
      verdict: "fail",
      failedPhase: "tunnel",
      findings: ["proxy-denied"],
    });
    writeFileSync(file, JSON.stringify(report));
  });

  test("only what is missing is written", async () => {
    const { exitCode, stdout } = await generate(["squid", "--from", file]);
    expect(exitCode).toBe(0);
    expect(stdout.match(/dstdomain -n .*/g)).toEqual(["dstdomain -n api.tomtom.com"]);
  });

  test.each(["absent.json", "not-json.json", "other.json"])("%s is refused with its name, exit 2", async (name) => {
    writeFileSync(join(folder, "not-json.json"), "hello");
    writeFileSync(join(folder, "other.json"), '{"schema":"carto-proxy/plan/1"}');
    const { exitCode, stdout, stderr } = await generate(["squid", "--from", join(folder, name)]);
    expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: "" });
    expect(stderr.trim().split("\n")).toHaveLength(1);
    expect(stderr).toContain(name);
  });
});

describe("the kind of deployment", () => {
  test("follows from what is asked for", async () => {
    expect((await generate(["env", ...PROXY], { KUBERNETES_SERVICE_HOST: "10.0.0.1" })).stdout).toContain("notifier");
    expect((await generate(["customizations", ...PROXY])).stdout).toContain(".svc.cluster.local");
  });

  test("and so do the rows that --only can choose from", async () => {
    const { exitCode, stderr } = await generate(["network-policy", ...PROXY, "--only", "google-apis-cluster"]);
    expect({ exitCode, stderr: stderr.includes("matches") }).toEqual({ exitCode: 0, stderr: false });
  });

  test.each([
    [["env", "--deployment", "helm"], "single VM"],
    [["network-policy", "--deployment", "vm"], "Kubernetes"],
    [["customizations", "--deployment", "vm"], "Kubernetes"],
    [["customizations", "--deployment", "kots"], "kubectl kots install"],
  ])("%j does not fit: exit 2, and says what it is for", async (args, why) => {
    const { exitCode, stderr } = await generate([...args, ...PROXY]);
    expect({ exitCode, stderr }).toEqual({ exitCode: 2, stderr: expect.stringContaining(why) });
  });
});

describe("bad usage: exit 2, one line that says what to write", () => {
  test.each([
    [["squid"], "--proxy http://HOST:PORT"],
    [["squidd", ...PROXY], "firewall-request"],
    [["network-policy", ...PROXY, "--proxy-cidr", "proxy.corp"], "--proxy-cidr proxy.corp"],
    [["network-policy", ...PROXY, "--cidr", "10.0.0.0/8"], "HOST=203.0.113.7/32"],
    [["network-policy", ...PROXY, "--cidr", "nobody.corp=10.0.0.0/8"], "nobody.corp"],
    [["network-policy", ...PROXY, "--namespace", "A B"], "--namespace"],
    [["squid", "--proxy", "proxy.corp:3128"], "http://proxy.corp:3128"],
    [["squid", ...PROXY, "--client-cidr", "10.0.0.0/40"], "--client-cidr"],
    [["firewall-request", "--format", "html"], "csv"],
  ])("%j", async (args, why) => {
    const { exitCode, stdout, stderr } = await generate(args);
    expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: "" });
    expect(stderr.trim().split("\n")).toHaveLength(1);
    expect(stderr).toContain(why);
  });
});

test("a firewall request needs no proxy", async () => {
  const { exitCode, stdout } = await generate(["firewall-request", "--required"]);
  expect(exitCode).toBe(0);
  expect(stdout).toContain("| `auth.carto.com` | 443 |");
});
