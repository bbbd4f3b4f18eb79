import { createHash } from "node:crypto";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { loadWhitelist } from "../../src/whitelist/load.ts";
import { WhitelistError, type WhitelistProblem } from "../../src/whitelist/whitelist-error.ts";

let root = "";
beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), "whitelist-"));
});
afterAll(() => rmSync(root, { recursive: true, force: true }));

function entry(id: string, host = '"*.amazonaws.com"', more = 'samples: ["s3.{awsRegion}.amazonaws.com"]'): string {
  return `  - { id: ${id}, host: ${host}, ${more}, port: 443, protocol: https, need: optional, feature: f, purpose: P., deployments: [vm], leavesFrom: pod, source: s }\n`;
}

function fileOf(...entries: string[]): string {
  return `version: "1"\ndomains:\n${entries.join("")}`;
}

/** Writes files into a new folder and gives its path. */
function folderOf(files: Record<string, string | Buffer>): string {
  const folder = mkdtempSync(join(root, "f-"));
  for (const [name, content] of Object.entries(files)) writeFileSync(join(folder, name), content);
  return folder;
}

function problemsOf(...paths: string[]): WhitelistProblem[] {
  try {
    loadWhitelist(paths);
  } catch (error) {
    if (error instanceof WhitelistError) return error.problems;
    throw error;
  }
  return [];
}

describe("loadWhitelist", () => {
  it("finds the shipped files, whatever the working directory, and digests their bytes in order", () => {
    const folder = join(import.meta.dirname, "..", "..", "domains");
    const names = readdirSync(folder).sort();
    const hash = createHash("sha256");
    for (const name of names) hash.update(readFileSync(join(folder, name)));
    const before = process.cwd();
    process.chdir(root);
    try {
      const whitelist = loadWhitelist(null);
      expect(whitelist.files).toEqual(names.map((name) => `domains/${name}`));
      expect(whitelist.sha256).toBe(hash.digest("hex"));
      expect(whitelist.domains.length).toBeGreaterThan(0);
    } finally {
      process.chdir(before);
    }
  });

  it("reads a folder's *.yaml and *.yml in order of name, and nothing else", () => {
    const folder = folderOf({
      "b.yml": fileOf(entry("second")),
      "a.yaml": fileOf(entry("first")),
      "notes.txt": "{",
      ".hidden.yaml": "{",
    });
    const whitelist = loadWhitelist([`${folder}/`]);
    expect(whitelist.domains.map(({ id }) => id)).toEqual(["first", "second"]);
    expect(whitelist.files).toEqual([`${folder}/a.yaml`, `${folder}/b.yml`]);
    expect(whitelist.version).toBe("1");
  });

  it("reads a folder as Kubernetes mounts a ConfigMap: links through a hidden folder", () => {
    const folder = folderOf({});
    mkdirSync(join(folder, "..data"));
    writeFileSync(join(folder, "..data", "a.yaml"), fileOf(entry("linked")));
    symlinkSync(join("..data", "a.yaml"), join(folder, "a.yaml"));
    expect(loadWhitelist([folder]).domains.map(({ id }) => id)).toEqual(["linked"]);
  });

  it("reads several paths in the order given, whatever a file is called", () => {
    const folder = folderOf({ one: fileOf(entry("one")), two: fileOf(entry("two")).replace('"1"', '"2"') });
    const whitelist = loadWhitelist([join(folder, "two"), join(folder, "one")]);
    expect(whitelist.domains.map(({ id }) => id)).toEqual(["two", "one"]);
    expect(whitelist.version).toBe("2, 1");
  });

  it("fills samples from the environment that it is given, and never from the process", () => {
    const folder = folderOf({ "a.yaml": fileOf(entry("s3")) });
    process.env.AWS_REGION = "eu-south-2";
    try {
      expect(loadWhitelist([folder]).domains[0]?.samples).toEqual(["s3.us-east-1.amazonaws.com"]);
    } finally {
      delete process.env.AWS_REGION;
    }
    const { samples } = loadWhitelist([folder], { AWS_REGION: "eu-west-1" }).domains[0]!;
    expect(samples).toEqual(["s3.eu-west-1.amazonaws.com"]);
  });

  it("accepts a byte order mark", () => {
    const folder = folderOf({ "a.yaml": `\uFEFF${fileOf(entry("marked"))}` });
    expect(loadWhitelist([folder]).domains.map(({ id }) => id)).toEqual(["marked"]);
  });

  it("names both places of a duplicate id, across files, and even where an entry is bad", () => {
    const folder = folderOf({
      "a.yaml": fileOf(entry("one"), entry("same")),
      "b.yaml": fileOf(entry("same", "UPPER.example.com", "samples: []")),
    });
    expect(problemsOf(folder)).toMatchObject([
      { file: `${folder}/b.yaml`, line: 3, id: "same", field: "host" },
      { file: `${folder}/b.yaml`, line: 3, id: "same", field: "id" },
    ]);
    expect(problemsOf(folder)[1]?.message).toContain(`${folder}/a.yaml:4`);
  });

  it("names both places of a duplicate id in one file", () => {
    const folder = folderOf({ "a.yaml": fileOf(entry("same"), entry("same")) });
    const [problem] = problemsOf(folder);
    expect(problem).toMatchObject({ line: 4, id: "same", field: "id" });
    expect(problem?.message).toContain("a.yaml:3");
  });

  it("says that a file is absent", () => {
    const path = join(root, "absent.yaml");
    expect(problemsOf(path)).toEqual([
      { file: path, line: null, id: null, field: null, message: "does not exist; check the path" },
    ]);
    expect(() => loadWhitelist([path])).toThrow(`${path}: does not exist`);
  });

  it("says that a folder holds no whitelist file", () => {
    const folder = folderOf({ "notes.txt": "" });
    expect(problemsOf(folder)).toMatchObject([
      { file: folder, line: null, message: expect.stringMatching(/without \*\.yaml/) },
    ]);
  });

  it("says that a file cannot be read", () => {
    const folder = folderOf({});
    mkdirSync(join(folder, "sub.yaml"));
    expect(problemsOf(folder)).toMatchObject([
      { file: `${folder}/sub.yaml`, line: null, message: expect.stringMatching(/cannot be read \(EISDIR\)/) },
    ]);
  });

  it("says that a file is not text", () => {
    const folder = folderOf({ "a.yaml": Buffer.from(`\uFEFF${fileOf(entry("wide"))}`, "utf16le") });
    expect(problemsOf(folder)).toMatchObject([{ message: expect.stringMatching(/not UTF-8/) }]);
  });

  it("tells the problems of every file at once", () => {
    const folder = folderOf({ "a.yaml": "", "b.yaml": fileOf(entry("Bad")) });
    expect(problemsOf(folder, join(root, "absent")).map(({ file, field }) => [file, field])).toEqual([
      [join(root, "absent"), null],
      [`${folder}/a.yaml`, null],
      [`${folder}/b.yaml`, "id"],
    ]);
  });

  it("refuses a whitelist that has sources and no domain: it would pass everywhere", () => {
    const folder = folderOf({ "a.yaml": 'version: "1"\nsources:\n  s: { title: T, date: "2026", url: u }\n' });
    expect(problemsOf(folder)).toMatchObject([{ file: `${folder}/a.yaml`, field: "domains" }]);
  });
});
