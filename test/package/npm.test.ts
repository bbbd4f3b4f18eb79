import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { licenceFile, licenceList } from "../../scripts/licences.ts";
import { lockedPackages } from "../../scripts/package-lock.ts";
import { FINDING_CODES } from "../../src/diagnose/finding.ts";
import { loadWhitelist } from "../../src/whitelist/load.ts";
import { type Packed, pack } from "./packed.ts";

const TIMEOUT = { timeout: 300_000 };
const { version, dependencies, allowScripts } = JSON.parse(readFileSync("package.json", "utf8"));

let packed: Packed;
beforeAll(() => {
  packed = pack();
}, 300_000);
afterAll(() => packed?.[Symbol.dispose]());

describe("npm pack", () => {
  test("the command, the whitelist, the schema, the pages and the papers are inside", () => {
    const pages = FINDING_CODES.map((code) => `docs/codes/${code}.md`);
    const papers = ["README.md", "CHANGELOG.md", "LICENSE", "SECURITY.md", "THIRD-PARTY.md", "package.json"];
    const product = ["dist/cli.js", "schema/report.schema.json", "man/carto-proxy.1", "docs/codes/README.md"];
    expect(packed.files).toEqual(
      expect.arrayContaining([...product, ...papers, ...pages, ...loadWhitelist(null).files]),
    );
  });

  test("no source, no test, no file of the development, and nothing else at the top", () => {
    const tops = new Set(packed.files.map((file) => file.split("/")[0]));
    expect([...tops].sort()).toEqual(
      ["CHANGELOG.md", "LICENSE", "README.md", "SECURITY.md", "THIRD-PARTY.md"]
        .concat(["dist", "docs", "domains", "man", "package.json", "schema"])
        .sort(),
    );
    expect(
      packed.files.filter((file) => /(^|\/)(tests?|scripts|fixtures|\..*)(\/|$)|\.test\.|\.ts$/.test(file)),
    ).toEqual([]);
    expect(packed.files.filter((file) => file.startsWith("docs/") && !file.startsWith("docs/codes/"))).toEqual([]);
  });

  test("the command is a program for Node.js, which leaves it its options", () => {
    expect(readFileSync(join(packed.folder, "dist/cli.js"), "utf8")).toMatch(/^#!\/usr\/bin\/env -S node --\n/);
  });
});

describe("npm install -g of the tarball", () => {
  test("brings a command that runs, offline from then on", TIMEOUT, (context) => {
    const prefix = mkdtempSync(join(tmpdir(), "carto-proxy-prefix-"));
    try {
      const npm = ["install", "--global", "--ignore-scripts", "--prefer-offline", "--no-audit", "--no-fund"];
      const installed = spawnSync("npm", [...npm, "--prefix", prefix, packed.tarball], {
        encoding: "utf8",
        cwd: prefix,
      });
      const unreachable = /E(NOTFOUND|AI_AGAIN|CONNREFUSED|TIMEDOUT|HOSTUNREACH)|network/.test(installed.stderr);
      context.skip(installed.status !== 0 && unreachable, "the package registry is not reachable");
      expect(installed).toMatchObject({ status: 0 });
      const run = (...args: string[]) => {
        const path = `${process.execPath.replace(/\/[^/]*$/, "")}:${process.env.PATH}`;
        return spawnSync(join(prefix, "bin/carto-proxy"), args, { encoding: "utf8", cwd: prefix, env: { PATH: path } });
      };
      expect(run("--version")).toMatchObject({ status: 0, stdout: `${version}\n`, stderr: "" });
      expect(run("domains", "--format", "json").stdout).toContain("auth.carto.com");
      expect(run("explain", "proxy-denied").stdout).toMatch(/^proxy-denied \(error\)/);
      // The schema is read from the package.
      const other = run("report", "render", join(packed.folder, "package.json"));
      expect(other).toMatchObject({ status: 2, stdout: "" });
      expect(other.stderr).toContain("not a report that this version reads");
      expect(run("plan", "--json", "--no-discovery").status).toBe(0);
      expect(run("plan", "--env-file", "/no/such.env")).toMatchObject({ status: 2 });
    } finally {
      rmSync(prefix, { recursive: true, force: true });
    }
  });
});

describe("what the product needs to run", () => {
  const production = lockedPackages().filter((each) => each.production);

  test("is what package.json names and what that needs", () => {
    const names = production.map(({ name }) => name);
    expect(names).toEqual(expect.arrayContaining(Object.keys(dependencies)));
    expect(names).not.toContain("vitest");
  });

  // The one of protobufjs, which comes with grpc-js, warns about a version and does nothing else; npm is told to leave it out.
  test("needs no script at installation: npm ci --ignore-scripts is enough", () => {
    const scripts = production.filter(({ installScript }) => installScript).map(({ name }) => name);
    expect(scripts).toEqual(["protobufjs"]);
    expect(allowScripts).toMatchObject({ protobufjs: false });
  });

  test("is pinned: every package has its version and digest in the lock file", () => {
    expect(production.filter(({ version, integrity }) => !version || !integrity?.startsWith("sha512-"))).toEqual([]);
  });

  test("bears a licence that lets it be passed on, each stated", () => {
    const known = ["0BSD", "Apache-2.0", "BSD-2-Clause", "BSD-3-Clause", "ISC", "MIT", "Unlicense"];
    expect(production.filter(({ license }) => !known.includes(license))).toEqual([]);
  });

  test("THIRD-PARTY.md is what the lock file gives: else run `npm run licences`", () => {
    expect(readFileSync(licenceFile, "utf8")).toBe(licenceList());
  });
});
