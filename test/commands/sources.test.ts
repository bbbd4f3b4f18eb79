// The options that name configuration files, on the real command line: plan, domains, doctor. Nothing is sent.

import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { runCli } from "../support/cli.ts";

const folder = mkdtempSync(join(tmpdir(), "carto-proxy-options-"));
afterAll(() => rmSync(folder, { recursive: true }));

function file(name: string, content: string): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

// Without the two hyphens Node.js 24 takes --env-file for its own, wherever it stands, and ends where the file is absent.
const run = (args: string[], env: Record<string, string> = {}) => runCli(args, { env });
const TIMEOUT = { timeout: 180_000 };

interface PlannedCheck {
  id: string;
  need: string;
  route: { kind: string; proxy?: string };
}

async function plan(args: string[], env: Record<string, string> = {}): Promise<PlannedCheck[]> {
  const { stdout, stderr, exitCode } = await run(["plan", "--json", ...args], env);
  expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: "" });
  return JSON.parse(stdout).checks;
}

const ENV = file(
  "vm.env",
  `HTTP_PROXY="http://env-proxy.test:3128"
HTTPS_PROXY="http://env-proxy.test:3128"
GRPC_PROXY="http://env-proxy.test:3128"
WORKSPACE_POSTGRES_HOST=db.corp.test
WORKSPACE_POSTGRES_USER=canary-user
WORKSPACE_POSTGRES_PASSWORD='canary-password-1'
REDIS_HOST=redis.corp.test
REDIS_PASSWORD=canary-password-2
WORKSPACE_IMPORTS_PROVIDER=s3
WORKSPACE_IMPORTS_REGION=eu-west-1
WORKSPACE_IMPORTS_BUCKET=data
WORKSPACE_IMPORTS_SECRETACCESSKEY=canary-password-3
ENCRYPTION_SECRET=canary-password-4
LAUNCHDARKLY_SDK_KEY="canary-password-5"
SOME_TOKEN=canary-password-6
`,
);

const VALUES = file(
  "values.yaml",
  `externalProxy:
  enabled: true
  type: http
  host: helm-proxy.test
  port: 3128
  excludedDomains: [localhost, .svc.cluster.local]
externalPostgresql: {host: helm-db.test, password: canary-password-7}
appSecrets: {ldsHereApiKey: {value: canary-password-8}}
`,
);

describe("plan", () => {
  test("--env-file: the proxy, and CARTO's own stores and buckets as required checks", TIMEOUT, async () => {
    const checks = await plan(["--env-file", ENV], { HTTPS_PROXY: "http://shell-proxy.test:1" });
    const proxies = new Set(checks.flatMap(({ route }) => (route.proxy === undefined ? [] : [route.proxy])));
    expect([...proxies]).toEqual(["http://env-proxy.test:3128"]);
    const needs = Object.fromEntries(checks.map(({ id, need }) => [id, need]));
    expect(needs).toMatchObject({
      "postgres@db.corp.test": "required",
      "client:postgres@db.corp.test": "required",
      "redis@redis.corp.test": "required",
      "bucket-imports@data.s3.eu-west-1.amazonaws.com": "required",
      // Only VM installations pull all images from there.
      gcr: "required",
    });
  });

  test("--customizations, and what is given later or by another option wins", TIMEOUT, async () => {
    const port = file("port.yaml", "externalProxy: {port: 3129}");
    const checks = await plan(["--customizations", VALUES, "--customizations", port, "--deployment", "kots"]);
    expect(checks.find(({ id }) => id === "carto-auth")?.route).toMatchObject({ proxy: "http://helm-proxy.test:3129" });
    expect(checks.map(({ id }) => id)).toContain("carto-pubsub");
  });

  test("--pod-env", TIMEOUT, async () => {
    const pod = file(
      "pod.txt",
      "PATH=/bin\nhttps_proxy=http://pod-proxy.test:3128\nhttp_proxy=http://pod-proxy.test:3128\n",
    );
    const checks = await plan(["--pod-env", pod], { HTTPS_PROXY: "http://shell-proxy.test:1" });
    expect(checks.find(({ id }) => id === "carto-auth")?.route).toMatchObject({ proxy: "http://pod-proxy.test:3128" });
  });
});

test("domains takes its deployment from the files", TIMEOUT, async () => {
  const { stdout } = await run(["domains", "--format", "json", "--customizations", VALUES]);
  expect(stdout).toContain("us-docker.pkg.dev");
  expect((await run(["domains", "--format", "json", "--env-file", ENV])).stdout).not.toContain("us-docker.pkg.dev");
});

describe("a file that cannot be read ends with exit 2 and one line", () => {
  test.each([
    ["--env-file", file("broken.env", "A=b\nnot a name=c\n"), "broken.env, line 2: a name holds a blank"],
    ["--customizations", file("broken.yaml", "a:\n\tb: c\n"), "broken.yaml, line 2, column 1: it is not YAML: a tab"],
    ["--pod-env", file("broken.txt", "no variables"), "broken.txt: it is neither the output of env nor a manifest"],
    ["--env-file", join(folder, "absent"), "absent: it cannot be read: no such file"],
  ])("%s %s", TIMEOUT, async (option, path, message) => {
    const { exitCode, stdout, stderr } = await run(["plan", option, path]);
    expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: "" });
    expect(stderr).toContain(`carto-proxy: ${option} ${folder}`);
    expect(stderr).toContain(message);
    expect(stderr.trim().split("\n").length).toBe(1);
  });
});

test("no secret of any file is in any output", TIMEOUT, async () => {
  const files = ["--env-file", ENV, "--customizations", VALUES];
  const report = join(folder, "report.json");
  const runs = [
    await run(["plan", ...files]),
    await run(["plan", "--json", ...files]),
    await run(["doctor", ...files, "--skip", "*", "--output", report, "--verbose"]),
    await run(["doctor", ...files, "--skip", "*", "--json"]),
  ];
  for (const { stdout, stderr } of runs) {
    expect(stdout).toContain("helm-proxy.test");
    expect(stdout + stderr).not.toMatch(/canary/);
  }
  const { settings } = JSON.parse(runs[3]!.stdout);
  expect(settings.configuration.sources.map(({ name }: { name: string }) => name)).toEqual([
    "environment",
    VALUES,
    ENV,
  ]);
  expect(readFileSync(report, "utf8")).not.toMatch(/canary/);
});
