import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { CLIENTS } from "../../src/settings/client-route/client-route.ts";
import { runCli } from "../support/cli.ts";

const folder = mkdtempSync(join(tmpdir(), "carto-proxy-route-"));
afterAll(() => rmSync(folder, { recursive: true }));

const env = { HTTPS_PROXY: "http://ana:canary@proxy:3128", NO_PROXY: "localhost" };

test("--json: every client of the contract, exit 0 whatever it finds", async () => {
  const { exitCode, stdout, stderr } = await runCli(["route", "auth.carto.com", "http://localhost:8080", "--json"], {
    env,
  });
  expect([exitCode, stderr]).toEqual([0, ""]);
  const { routes } = JSON.parse(stdout) as { routes: { target: string; clients: { client: string }[] }[] };
  expect(routes.map(({ target }) => target)).toEqual(["auth.carto.com:443", "localhost:8080"]);
  for (const { clients } of routes) expect(new Set(clients.map(({ client }) => client))).toEqual(new Set(CLIENTS));
  expect(stdout).not.toContain("canary");
});

test("no socket is opened, no name looked up, no client library loaded", async () => {
  const watch = `import dns from "node:dns"; import net from "node:net"; import { registerHooks } from "node:module";
    const fail = (what) => () => { throw new Error(what + " was used"); };
    net.Socket.prototype.connect = fail("a socket"); dns.lookup = fail("a look-up");
    registerHooks({ load(url, context, next) {
      if (/node_modules\\/(undici|gaxios|axios|snowflake-sdk|@grpc|pg)\\//.test(url)) throw new Error(url);
      return next(url, context); } });`;
  const nodeOptions = ["--import", `data:text/javascript,${encodeURIComponent(watch)}`];
  const { exitCode, stderr } = await runCli(["route", "auth.carto.com"], { env, nodeOptions });
  expect([exitCode, stderr]).toEqual([0, ""]);
});

test("an env file beats the process, as for doctor", async () => {
  const file = join(folder, "customer.env");
  writeFileSync(file, "HTTPS_PROXY=http://from-file:3128\n");
  const { exitCode, stdout } = await runCli(["route", "auth.carto.com", "--env-file", file], { env });
  expect(exitCode).toBe(0);
  expect(stdout).toContain("http://from-file:3128");
});

test.each([[["route"]], [["route", "a b"]], [["route", "https://ana:canary@x"]], [["route", "a", "--jsn"]]])(
  "%j is bad usage: exit 2, one line",
  async (args) => {
    const { exitCode, stdout, stderr } = await runCli(args, { env });
    expect([exitCode, stdout]).toEqual([2, ""]);
    expect(stderr.trim().split("\n")).toHaveLength(1);
    expect(stderr).not.toContain("canary");
  },
);
