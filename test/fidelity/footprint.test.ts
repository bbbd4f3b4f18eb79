// What a run leaves behind and whom it calls, as the kernel saw it: no driver that nothing needs, no address beyond the plan, no file.

import { spawn } from "node:child_process";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Traced } from "./footprint.ts";
import { insideNetwork, noNetwork } from "./network.ts";
import { noStrace } from "./strace.ts";

const PROGRAM = fileURLToPath(new URL("./footprint.ts", import.meta.url));
const DRIVERS = ["pg", "snowflake-sdk", "@google-cloud/bigquery", "@databricks/sql"];
const own = mkdtempSync(join(tmpdir(), "carto-proxy-footprint-"));
let withoutWarehouse: Traced;
let closedEachTime: Traced;

afterAll(() => rmSync(own, { recursive: true, force: true }));

describe.skipIf(noNetwork !== null || noStrace !== null)("seen by strace", () => {
  beforeAll(async () => {
    const [command, args] = insideNetwork(PROGRAM, own);
    const child = spawn(command, args, { stdio: ["ignore", "pipe", "inherit"] });
    const lines = (await text(child.stdout)).trim().split("\n");
    [withoutWarehouse, closedEachTime] = lines.map((line) => JSON.parse(line)) as [Traced, Traced];
  }, 600_000);

  test("without a warehouse no driver is loaded, in no process", () => {
    expect(withoutWarehouse.exitCode).toBeLessThan(2);
    // That modules are seen at all.
    expect(withoutWarehouse.packages).toContain("commander");
    expect(withoutWarehouse.packages).toContain("undici");
    expect(withoutWarehouse.packages.filter((name) => DRIVERS.includes(name))).toEqual([]);
  });

  test("without a warehouse no socket is opened that the plan does not list", () => {
    expect(withoutWarehouse.connections.length).toBeGreaterThan(0);
    expect(withoutWarehouse.connections.filter((to) => !withoutWarehouse.planned.includes(to))).toEqual([]);
  });

  test("without a warehouse no file is written outside temporary folders of its own", () => {
    expect(foreign(withoutWarehouse.written)).toEqual([]);
  });

  test("with every client, a proxy that closes each connection gets under 150 of them", () => {
    expect(closedEachTime.packages).toEqual(expect.arrayContaining(DRIVERS));
    expect(closedEachTime.connectionsToProxy).toBeGreaterThan(10);
    expect(closedEachTime.connectionsToProxy).toBeLessThan(150);
  });

  test("with every client, no connection is opened to an address that the plan does not list", () => {
    expect(closedEachTime.connections.filter((to) => !closedEachTime.planned.includes(to))).toEqual([]);
  });

  test("with every client, no file is written outside temporary folders of its own", () => {
    expect(foreign(closedEachTime.written)).toEqual([]);
  });
});

/** Client libraries write into folders of their own, which are gone with them. The doctor was given no TMPDIR. */
function foreign(written: string[]): string[] {
  return written.filter((path) => !path.startsWith("/tmp/carto-proxy-client-") || existsSync(path)).filter(isNoDevice);
}

function isNoDevice(path: string): boolean {
  return !/^\/dev\/(null|tty)$/.test(path);
}
