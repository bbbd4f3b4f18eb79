// CARTO's own files, found by the real command line in its working directory. Nothing is sent.

import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import os, { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterAll, describe, expect, test, vi } from "vitest";
import { sourcesFor } from "../../src/commands/configuration-sources.ts";

const CLI = resolve(import.meta.dirname, "../../src/cli.ts");
const TIMEOUT = { timeout: 120_000 };

const place = mkdtempSync(join(tmpdir(), "carto-proxy-found-"));
afterAll(() => rmSync(place, { recursive: true }));

const clone = join(place, "carto-selfhosted");
const elsewhere = join(place, "elsewhere");
for (const folder of [clone, elsewhere]) mkdirSync(folder);
const PROXY = ["HTTP_PROXY", "HTTPS_PROXY", "GRPC_PROXY"]
  .flatMap((name) => [name, name.toLowerCase()])
  .map((name) => `${name}=http://proxy-of-env.test:3128\n`)
  .join("");
writeFileSync(join(clone, "customer.env"), `SELFHOSTED_TENANT_ID=onp-abc\n${PROXY}`);
writeFileSync(join(clone, ".env"), `SELFHOSTED_TENANT_ID=onp-abc\n${PROXY}CARTO_SELFHOSTED_VERSION=2026.8.11\n`);

async function run(args: string[], cwd: string, env: Record<string, string> = {}) {
  const child = spawn(process.execPath, ["--", CLI, ...args], {
    cwd,
    env: { PATH: process.env.PATH, HOME: "/nowhere", ...env },
  });
  const [out, err]: [Buffer[], Buffer[]] = [[], []];
  child.stdout.on("data", (chunk) => out.push(chunk));
  child.stderr.on("data", (chunk) => err.push(chunk));
  const [exitCode] = await once(child, "close");
  return { exitCode, stdout: Buffer.concat(out).toString(), stderr: Buffer.concat(err).toString() };
}

async function judged(args: string[], cwd: string, env?: Record<string, string>) {
  const { stdout, stderr } = await run(["config", "check", "--json", ...args], cwd, env);
  const { settings } = JSON.parse(stdout);
  return { stderr, sources: settings.sources, proxy: settings.httpProxy?.url ?? null, from: settings.deploymentFrom };
}

describe("found", () => {
  test("in the working directory: used, told on stderr, and in the report's sources", TIMEOUT, async () => {
    const { stderr, ...rest } = await judged([], clone);
    expect(rest).toEqual({
      sources: ["environment", "customer.env", ".env"],
      proxy: "http://proxy-of-env.test:3128",
      from: ".env, found by itself: CARTO's compose project reads one",
    });
    expect(stderr).toBe(
      "carto-proxy: reads .env, as CARTO does (--env-file names another file, --no-discovery none)\n",
    );
  });

  test("in the home folder, by plan and route alike", TIMEOUT, async () => {
    const env = { HOME: place };
    const plan = await run(["plan", "--json"], elsewhere, env);
    expect(JSON.parse(plan.stdout).checks[0].route.proxy).toBe("http://proxy-of-env.test:3128");
    const route = await run(["route", "auth.carto.com", "--json"], elsewhere, env);
    expect(route.stdout).toContain("http://proxy-of-env.test:3128");
    for (const { stderr } of [plan, route]) expect(stderr).toContain(join(clone, ".env"));
  });

  test("one that cannot be used is named with the way out, and nothing is tested", TIMEOUT, async () => {
    const broken = join(place, "broken");
    mkdirSync(join(broken, ".env"), { recursive: true });
    writeFileSync(join(broken, "customer.env"), "SELFHOSTED_TENANT_ID=onp-abc\n");
    const { exitCode, stdout, stderr } = await run(["plan"], broken);
    expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: "" });
    expect(stderr).toMatch(/^carto-proxy: \.env: .*folder.*--no-discovery leaves it out/);
  });
});

test("a user whom this machine does not know has no home folder, and that is no fault", () => {
  using homedir = vi.spyOn(os, "homedir").mockImplementation(() => {
    throw new Error("uv_os_homedir returned ENOENT");
  });
  expect(sourcesFor({ envFile: [], customizations: [], podEnv: [] }, {})).toHaveLength(1);
  expect(homedir).toHaveBeenCalled();
});

describe("not looked for", () => {
  const none = { stderr: "", sources: ["environment"], proxy: null };

  test("with --no-discovery", TIMEOUT, async () => {
    expect(await judged(["--no-discovery"], clone)).toMatchObject(none);
  });

  test("for another deployment, named or seen", TIMEOUT, async () => {
    expect(await judged(["--deployment", "helm"], clone)).toMatchObject(none);
    expect(await judged([], clone, { KUBERNETES_SERVICE_HOST: "10.0.0.1" })).toMatchObject(none);
  });

  test("where a file is named", TIMEOUT, async () => {
    const named = join(elsewhere, "named.env");
    writeFileSync(named, "HTTP_PROXY=http://named.test:3128\n");
    const { sources, stderr } = await judged(["--env-file", named], clone);
    expect({ sources, stderr }).toEqual({ sources: ["environment", named], stderr: "" });
  });

  test("anywhere else than where CARTO's guide lets it be", TIMEOUT, async () => {
    expect(await judged([], elsewhere)).toMatchObject(none);
  });
});
