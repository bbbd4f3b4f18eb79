import { spawn, spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { once } from "node:events";
import { existsSync, globSync, readFileSync, statSync } from "node:fs";
import { basename, join } from "node:path";
import { afterAll, beforeAll, describe, expect, inject, test } from "vitest";
import { lockedPackages } from "../../../scripts/package-lock.ts";
import { type Lab, startLab } from "../../../src/demo/lab.ts";
import { loadWhitelist } from "../../../src/whitelist/load.ts";
import { noPostgres } from "../../support/postgres-server.ts";
import { type Packed, pack } from "../packed.ts";
import { emptyRoot, noEmptyRoot } from "./empty-root.ts";

const binary = inject("binary");
const PACKAGE = JSON.parse(readFileSync("package.json", "utf8"));

interface Run {
  exitCode: number | null;
  stdout: string;
  stderr: string;
}

/** With nothing of this process's environment. */
async function run([program, ...args]: string[], env: Record<string, string> = {}): Promise<Run> {
  const child = spawn(program!, args, { env: { PATH: process.env.PATH, ...env }, stdio: ["ignore", "pipe", "pipe"] });
  const [out, err]: [Buffer[], Buffer[]] = [[], []];
  child.stdout.on("data", (chunk) => out.push(chunk));
  child.stderr.on("data", (chunk) => err.push(chunk));
  const [exitCode] = await once(child, "close");
  return { exitCode, stdout: Buffer.concat(out).toString(), stderr: Buffer.concat(err).toString() };
}

/** The dependencies that the code imports, the demo apart. */
function importedBySources(): string[] {
  const sources = globSync("src/**/*.ts", { exclude: (name) => name === "demo" });
  const text = sources.map((file) => readFileSync(file, "utf8")).join("\n");
  const imported = (name: string) => new RegExp(`^import (?!type )[^;]* from "${name}["/]|import\\("${name}["/]`, "m");
  return Object.keys(PACKAGE.dependencies).filter((name) => imported(name).test(text));
}

describe("the files", () => {
  test("the SHA-256 is the executable's, in the form that sha256sum --check reads", () => {
    const [digest, name] = readFileSync(`${binary}.sha256`, "utf8").trim().split(/\s+/);
    expect(digest).toBe(createHash("sha256").update(readFileSync(binary)).digest("hex"));
    expect(name).toBe(basename(binary));
  });

  test.each([
    ["README.md", /one file of (\d+) MB/],
    ["docs/vm.md", /`carto-proxy-linux-x64` \((\d+) MB\)/],
  ])("%s states its size", (page, words) => {
    const stated = Number(words.exec(readFileSync(page, "utf8"))?.[1]) * 1e6;
    expect(Math.abs(statSync(binary).size - stated)).toBeLessThan(0.05 * stated);
  });

  test("the SBOM names Node.js and every package whose code is inside, and no package of the development", () => {
    const sbom = JSON.parse(readFileSync(`${binary}.cdx.json`, "utf8"));
    const names: string[] = sbom.components.map(({ name }: { name: string }) => name);
    const urls: string = sbom.components.map(({ purl = "" }: { purl?: string }) => purl).join("\n");
    expect(sbom).toMatchObject({ bomFormat: "CycloneDX", specVersion: "1.5" });
    expect(names).toEqual(expect.arrayContaining(["node", "openssl", "v8"]));
    const inside = (name: string) => urls.includes(`pkg:npm/${name.replace("@", "%40")}@`);
    for (const name of ["commander", "pg", "yaml", "zod", "ajv"]) expect([name, inside(name)]).toEqual([name, true]);
    expect(importedBySources().filter((name) => !inside(name))).toEqual([]);
    const production = lockedPackages().flatMap(({ name, production }) => (production ? [name] : []));
    const development = Object.keys(PACKAGE.devDependencies).filter((name) => !production.includes(name));
    // The last is the demo's.
    expect([...development, "@peculiar/x509"].filter(inside)).toEqual([]);
    const references = new Set(sbom.components.map((component: Record<string, string>) => component["bom-ref"]));
    expect(references.size).toBe(sbom.components.length);
    for (const { dependsOn } of sbom.dependencies) for (const each of dependsOn) expect(references).toContain(each);
  });
});

describe("on this machine", () => {
  test("--version, the whitelist, a page and the schema come from inside", async () => {
    expect(await run([binary, "--version"])).toEqual({ exitCode: 0, stdout: `${PACKAGE.version}\n`, stderr: "" });
    const { stdout } = await run([binary, "domains", "--format", "json"]);
    const ids = JSON.parse(stdout).domains.map(({ id }: { id: string }) => id);
    expect(ids).toContain("carto-auth");
    expect((await run([binary, "explain", "proxy-denied"])).stdout).toMatch(/^proxy-denied \(error\)/);
    const rendered = await run([binary, "report", "render", "package.json"]);
    expect(rendered).toMatchObject({ exitCode: 2, stderr: expect.stringContaining("not a report") });
  });

  test("--env-file is ours and not Node.js's", async () => {
    const { exitCode, stderr } = await run([binary, "plan", "--env-file", "/no/such.env"]);
    expect({ exitCode, stderr }).toEqual({
      exitCode: 2,
      stderr: "carto-proxy: --env-file /no/such.env: it cannot be read: no such file\n",
    });
  });

  test("the demo is not inside, and says where it is", async () => {
    const { exitCode, stderr } = await run([binary, "demo"]);
    expect({ exitCode, stderr }).toMatchObject({ exitCode: 2, stderr: expect.stringContaining("npm package") });
  });
});

const absence = noEmptyRoot();

describe.skipIf(absence !== null)(`in an otherwise empty root file system${absence ? ` (${absence})` : ""}`, () => {
  let lab: Lab;
  let packed: Packed;

  beforeAll(async () => {
    packed = pack();
    lab = await startLab({ healthy: false, whitelist: loadWhitelist(null), deployment: "vm" });
  });
  afterAll(async () => {
    await lab?.stop();
    packed?.[Symbol.dispose]();
  });

  test("it holds libc, libm, libdl, libpthread, libstdc++, libgcc and the loader alone", () => {
    using root = emptyRoot(binary);
    const names = root.libraries.map((library) => basename(library).replace(/[.-].*/, "")).sort();
    expect(names.filter((name) => !KNOWN_LIBRARIES.includes(name))).toEqual([]);
    expect(existsSync(join(root.folder, "dev"))).toBe(false);
    const { stdout } = spawnSync("chroot", [root.folder, "/carto-proxy", "--version"], { encoding: "utf8" });
    expect(stdout).toBe(`${PACKAGE.version}\n`);
  });

  test("doctor gives the same report as the npm package", async () => {
    using root = emptyRoot(binary);
    root.add(lab.publicRootsFile);
    root.add(lab.env.NODE_EXTRA_CA_CERTS!);
    // Without it nothing has a name, "localhost" neither.
    root.add("/etc/hosts");
    // The driver of Databricks is the operator's to bring along, and stands in this checkout.
    const options = [...optionsFor(lab), ...[...lab.leftOut, "client:databricks@*"].flatMap((id) => ["--skip", id])];
    const single = await run(["chroot", root.folder, "/carto-proxy", ...options], lab.env);
    const npm = await run([process.execPath, "--", join(packed.folder, "dist/cli.js"), ...options], lab.env);
    expect(single.stderr).toBe(npm.stderr);
    expect(single.exitCode).toBe(npm.exitCode);
    const [one, other] = [JSON.parse(single.stdout), JSON.parse(npm.stdout)];
    expect(comparable(one)).toEqual(comparable(other));
    // That the two agree is worth something where there was something to see.
    expect(one.findings.map(({ code }: { code: string }) => code)).toEqual(
      expect.arrayContaining(lab.faults.map(({ code }) => code)),
    );
    const logins = one.checks.filter(({ id }: { id: string }) => id.startsWith("client:postgres@"));
    expect(logins.map(({ verdict }: { verdict: string }) => verdict)).toEqual(noPostgres ? [] : ["pass"]);
  });

  test("where a driver is not inside, one direct request stands in for it", async () => {
    const only = ["--only", "client:databricks@*"];
    const { stdout } = await run([binary, ...optionsFor(lab), ...only], lab.env);
    const [check] = JSON.parse(stdout).checks.filter(({ verdict }: { verdict: string }) => verdict !== "skipped");
    expect(check).toMatchObject({ id: "client:databricks@localhost", verdict: "pass" });
    expect(check.phases.at(-1).facts.by).toMatch(/^undici [\d.]+, direct$/);
  });
});

function optionsFor(lab: Lab): string[] {
  const warehouses = lab.warehouses.flatMap((url) => ["--warehouse", url]);
  return ["doctor", "--json", "--deployment", "vm", "--public-roots", lab.publicRootsFile, ...warehouses];
}

const KNOWN_LIBRARIES = ["libc", "libm", "libdl", "libpthread", "libstdc++", "libgcc_s", "ld"];

interface Comparable {
  run: unknown;
  summary: unknown;
  findings: { code: string }[];
  checks: { findings: string[]; verdict: string }[];
}

/** The report without what differs between any two runs: times, the run's own id and command, and what a busy machine makes slow. */
function comparable({ run: _, summary: __, findings, checks, ...rest }: Comparable): unknown {
  const steady = {
    ...rest,
    findings: findings.filter(({ code }) => code !== "slow-path"),
    checks: checks.map((check) => {
      const codes = check.findings.filter((code) => code !== "slow-path");
      return {
        ...check,
        findings: codes,
        verdict: codes.length === 0 && check.verdict === "warn" ? "pass" : check.verdict,
      };
    }),
  };
  const text = JSON.stringify(steady, (key, value) => (VOLATILE.has(key) ? undefined : value));
  return JSON.parse(text.replace(/\d+ ms\b/g, "N ms").replace(/\w{3}, \d\d \w{3} \d{4} [\d:]+ GMT/g, "DATE"));
}

const VOLATILE = new Set(["ms", "durationMs", "delayedMs", "receivedAt", "readAt"]);
