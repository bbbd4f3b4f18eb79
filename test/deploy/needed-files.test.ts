import { cpSync, globSync, mkdtempSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { copyNeeded } from "../../scripts/image/assemble.ts";
import { loadDependencies } from "../../scripts/image/loading.ts";
import { lockedPackages } from "../../scripts/package-lock.ts";

let folder = "";
let files: string[] = [];

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "carto-proxy-needed-"));
  // Throws where a dependency cannot be loaded from the copy alone.
  await copyNeeded(["package.json"], folder);
  files = globSync("**/*", { cwd: folder, exclude: (name) => name === "test" }).filter((file) =>
    statSync(join(folder, file)).isFile(),
  );
}, 300_000);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test("it is a small part of node_modules: code and papers, no declarations, no maps", () => {
  expect(files.length).toBeGreaterThan(500);
  expect(
    files.filter((file) => !/\.(c|m)?js$|\.json$|(^|\/)(licen[cs]e|copying|notice|copyright)[^/]*$/i.test(file)),
  ).toEqual([]);
  const bytes = files.reduce((sum, file) => sum + statSync(join(folder, file)).size, 0);
  // 17 MB of 168 as this is written.
  expect(bytes).toBeLessThan(30e6);
});

test("nothing of the development is among it", () => {
  const production = new Set(lockedPackages().flatMap(({ path, production }) => (production ? [path] : [])));
  const homes = new Set(files.flatMap((file) => /^.*node_modules\/(?:@[^/]+\/)?[^/]+/.exec(file)?.[0] ?? []));
  expect(homes.size).toBeGreaterThan(100);
  expect([...homes].filter((home) => !production.has(home))).toEqual([]);
});

test("a file that is missing is told", () => {
  const other = mkdtempSync(join(tmpdir(), "carto-proxy-needed-"));
  try {
    cpSync(folder, other, { recursive: true });
    rmSync(join(other, "node_modules/undici/lib/core/util.js"));
    expect(() => loadDependencies(other)).toThrow("core/util.js");
  } finally {
    rmSync(other, { recursive: true, force: true });
  }
});
