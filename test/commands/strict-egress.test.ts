// --strict-egress on the real command line: the plan says it, and a host that answers without the proxy is exit 1.

import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import type { Report } from "../../src/report/report.ts";
import { inBothCases } from "../causes/scene.ts";
import { runCli } from "../support/cli.ts";
import { closedPort, Servers } from "../support/loopback.ts";
import { originThat } from "../support/origin-that.ts";
import { mintPki } from "../support/pki.ts";
import { proxyThat } from "../support/proxy-that.ts";

const servers = new Servers();
const folder = mkdtempSync(join(tmpdir(), "carto-proxy-strict-"));
afterAll(async () => {
  await servers.closeAll();
  rmSync(folder, { recursive: true });
});

/** A whitelist of one host: this machine, on a port of its own. */
function whitelist(port: number): string {
  const file = join(folder, `${port}.yaml`);
  const entry = [
    `  - id: sign-in`,
    `    host: localhost`,
    `    port: ${port}`,
    `    protocol: https`,
    `    need: required`,
    `    feature: authentication`,
    `    purpose: Signs in.`,
    `    deployments: [vm]`,
    `    leavesFrom: pod`,
    `    source: test`,
  ];
  writeFileSync(file, ['version: "2026.11"', "domains:", ...entry, ""].join("\n"));
  return file;
}

test("the host that answers leaks, by one finding; closed, everything passes", async () => {
  const pki = await mintPki();
  const roots = join(folder, "roots.pem");
  writeFileSync(roots, pki.root.pem);
  const origin = await servers.up(originThat.works(pki.good));
  const proxy = await servers.up(proxyThat.works(origin.port));
  const url = `http://127.0.0.1:${proxy.port}`;
  // Without localhost in NO_PROXY, which is the target here and is a finding.
  const env = inBothCases({ HTTP_PROXY: url, HTTPS_PROXY: url, GRPC_PROXY: url });
  const run = async (port: number, command: string) => {
    const args = [
      command,
      "--json",
      "--strict-egress",
      "--clients",
      "none",
      "--deployment",
      "vm",
      "--public-roots",
      roots,
    ];
    const { exitCode, stdout, stderr } = await runCli([...args, "--domains", whitelist(port)], { env });
    expect(stderr).not.toMatch(/unknown option|bug/);
    return { exitCode, report: JSON.parse(stdout) as Report };
  };

  const planned = await run(origin.port, "plan");
  expect(planned.report.checks.map(({ id, route }) => [id, route.reason])).toEqual([
    ["sign-in", "https_proxy"],
    ["strict:sign-in", "strict-egress"],
  ]);

  const leaking = await run(origin.port, "doctor");
  expect(leaking.exitCode).toBe(1);
  expect(leaking.report.checks.map(({ id, verdict, failedPhase }) => [id, verdict, failedPhase])).toEqual([
    ["sign-in", "pass", null],
    ["strict:sign-in", "fail", "tls"],
  ]);
  expect(leaking.report.findings.map(({ code, affects }) => [code, affects])).toEqual([
    ["egress-leak", ["strict:sign-in"]],
    ["no-proxy-internal-missing", []],
  ]);

  const closed = await run(await closedPort(), "doctor");
  expect(closed.report.findings.map(({ code }) => code)).toEqual(["no-proxy-internal-missing"]);
  expect(closed.report.checks.map(({ verdict }) => verdict)).toEqual(["pass", "pass"]);
  expect(closed.exitCode).toBe(0);
});
