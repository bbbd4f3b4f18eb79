// docs/vm.md as a new user goes through it, with the single file, on loopback: every command is run.

import { type SpawnSyncReturns, spawnSync } from "node:child_process";
import { copyFileSync, cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, dirname, join } from "node:path";
import { afterAll, beforeAll, expect, inject, test } from "vitest";
import { vmGuide } from "../vm-guide.ts";

const binary = inject("binary");
let place: string;

// Nobody listens on port 1: the doctor comes to an end at once, with a report.
const PROXY = "http://127.0.0.1:1";
const ENV = `SELFHOSTED_TENANT_ID=onp-abc\n${["HTTP_PROXY", "HTTPS_PROXY", "GRPC_PROXY"]
  .flatMap((name) => [name, name.toLowerCase()])
  .map((name) => `${name}=${PROXY}\n`)
  .join("")}`;

beforeAll(() => {
  place = mkdtempSync(join(tmpdir(), "carto-proxy-vm-"));
  mkdirSync(join(place, "bin"));
  mkdirSync(join(place, "carto-selfhosted"));
  writeFileSync(join(place, "carto-selfhosted/customer.env"), ENV);
  writeFileSync(join(place, "carto-selfhosted/.env"), `${ENV}CARTO_SELFHOSTED_VERSION=2026.8.11\n`);
  for (const file of [binary, `${binary}.sha256`]) copyFileSync(file, join(place, basename(file)));
});
afterAll(() => rmSync(place, { recursive: true, force: true }));

/**
 * One line in a real bash. What is not here, or not to be touched, is a function: sudo runs its words, npm and docker say what
 * they were asked, /usr/local/bin and /srv are folders of this test, and the proxy and the warehouse of the text are a closed port.
 */
function run(line: string, folder: string, before: string[] = []): SpawnSyncReturns<string> {
  const here = line
    .replaceAll("/usr/local/bin", join(place, "bin"))
    .replaceAll("/srv/carto", join(place, "carto-selfhosted"))
    .replaceAll("http://my-proxy:3128", PROXY)
    .replaceAll("warehouse.corp:5432", "127.0.0.1:1");
  const program = `
    sudo() { "$@"; }
    npm() { echo "npm $*"; }
    docker() { case "$1" in compose) echo 4711;; inspect) echo $$;; run) shift $(($# - 1)); carto-proxy "$1";; esac; }
    nsenter() { shift 3; "$@"; }
    ${[...before, here].join("\n")}`;
  return spawnSync("bash", ["--norc", "-c", program], {
    cwd: folder,
    encoding: "utf8",
    // The proxy for where no file is read too: nothing may leave this machine.
    env: {
      ...{ PATH: `${join(place, "bin")}:/usr/bin:/bin`, HOME: place, PGPASSWORD: "canary-password" },
      ...{ HTTP_PROXY: PROXY, HTTPS_PROXY: PROXY, GRPC_PROXY: PROXY },
    },
  });
}

test("every block, line by line", () => {
  const clone = join(place, "carto-selfhosted");
  const seen: string[] = [];
  let folder = place;
  for (const block of vmGuide()) {
    const before: string[] = [];
    for (const line of block) {
      if (line.startsWith("cd ")) {
        folder = clone;
        continue;
      }
      const result = run(line, folder, before);
      if (/^\w+=\$\(|^export /.test(line)) before.push(line);
      const doctor = / doctor\b/.test(line);
      // 1: the report says that the proxy cannot be reached.
      expect({ line, status: result.status, stderr: result.stderr }).toMatchObject({ line, status: doctor ? 1 : 0 });
      if (doctor) {
        expect(result.stdout).toContain("[proxy-refused]");
        const found = !/--no-discovery|--env-file/.test(line);
        expect(/reads \.env, as CARTO does/.test(result.stderr)).toBe(found);
      }
      expect(result.stdout + result.stderr).not.toContain("canary-password");
      seen.push(line);
    }
  }
  expect(seen.length).toBeGreaterThan(15);
  const ticket = JSON.parse(readFileSync(join(clone, "ticket.json"), "utf8"));
  expect(ticket.settings.sources).toEqual(["environment", "customer.env", ".env"]);
  expect(ticket.run.host.lookedFrom.network).toMatch(/^(host|container|shared|unknown)$/);
  expect(readFileSync(join(clone, "ticket.md"), "utf8")).toContain("proxy-refused");
});

test("a checksum that does not fit is told", () => {
  const other = join(place, "other");
  cpSync(`${binary}.sha256`, join(other, basename(`${binary}.sha256`)));
  writeFileSync(join(other, basename(binary)), "something else");
  expect(
    run(
      vmGuide()
        .flat()
        .find((line) => line.startsWith("sha256sum"))!,
      other,
    ).status,
  ).toBe(1);
  expect(dirname(other)).toBe(place);
});
