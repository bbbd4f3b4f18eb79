import { existsSync } from "node:fs";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { runCli } from "../support/cli.ts";
import { closedPort } from "../support/loopback.ts";
import { ACTED_ON, ACTS, folder } from "./hostile.ts";

const TIMEOUT = { timeout: 120_000 };
const place = folder();
afterAll(() => place.remove());

/** Which file would be there if what the configuration says had been run. */
const trace = (name: string) => join(place.path, `${name}-was-here`);
const run = (...args: string[]) => runCli(args);

describe("a command in a value is not run", () => {
  test.each([
    ["$()", (file: string) => `HTTP_PROXY=$(touch ${file})\n`],
    ["backticks", (file: string) => `HTTP_PROXY=\`touch ${file}\`\n`],
    ["in quotes", (file: string) => `HTTP_PROXY="$(touch ${file})"\n`],
    ["behind a line", (file: string) => `HTTP_PROXY=http://p:1; touch ${file}\n`],
    ["as a default", (file: string) => `HTTP_PROXY=\${X:-$(touch ${file})}\n`],
  ])("in an env file: %s", TIMEOUT, async (name, line) => {
    const file = trace(name.replace(/\W/g, ""));
    const { exitCode } = await run("config", "check", "--env-file", place.file(".env", line(file)));
    // 1: a finding, 2: refused. Never 0: that is no proxy.
    expect([1, 2]).toContain(exitCode);
    expect(existsSync(file)).toBe(false);
  });

  test("in a warehouse URL", TIMEOUT, async () => {
    const file = trace("warehouse");
    await run("plan", "--warehouse", `postgres://u:$(touch ${file})@db.test/x`);
    expect(existsSync(file)).toBe(false);
  });
});

describe("what a terminal would act on, in a value", () => {
  const env = place.file(
    "acts.env",
    ["HTTP_PROXY", "NO_PROXY", "NODE_EXTRA_CA_CERTS", "WORKSPACE_POSTGRES_HOST", "CARTO_AUTH0_CUSTOM_DOMAIN"]
      .map((name) => `${name}="http://p${ACTS}"\n`)
      .join(""),
  );

  test.each([
    ["config", "check"],
    ["plan"],
    ["route", "auth.carto.com"],
    ["doctor", "--only", "carto-auth", "--verbose"],
  ])("%s", TIMEOUT, async (...args) => {
    const { stdout, stderr } = await run(...args, "--env-file", env);
    expect(stdout + stderr).not.toMatch(ACTED_ON);
  });
});

test("a variable that Node.js obeys is a value like any other", TIMEOUT, async () => {
  const file = trace("node-options");
  const evil = place.file(
    "evil.cjs",
    `require("node:fs").writeFileSync(${JSON.stringify(file)}, String(process.argv));`,
  );
  const env = place.file(
    "node.env",
    `NODE_OPTIONS=--require=${evil}\nNODE_PATH=${place.path}\nLD_PRELOAD=${evil}\nHTTP_PROXY=http://localhost:1\nHTTPS_PROXY=http://localhost:1\n`,
  );
  // A name to look up and a login: both in processes of their own.
  const warehouse = `postgres://someone:word@localhost:${await closedPort()}/db`;
  const args = ["--env-file", env, "--warehouse", warehouse, "--only", "*postgres@*", "--json", "--deployment", "vm"];
  const { exitCode, stdout, stderr } = await run("doctor", ...args);
  expect({ exitCode, stderr }).toEqual({ exitCode: 1, stderr: expect.not.stringContaining("evil") });
  const checks: { id: string; verdict: string }[] = JSON.parse(stdout).checks;
  const tested = checks.filter(({ verdict }) => verdict !== "skipped");
  expect(tested.map(({ id }) => id)).toEqual(["postgres@localhost", "client:postgres@localhost"]);
  expect(existsSync(file)).toBe(false);
});
