// Files that are no configuration: a clear error or a right answer, with little memory (a child with a small heap) and in bounded time.

import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterAll, describe, expect, test } from "vitest";

const folder = mkdtempSync(join(tmpdir(), "carto-proxy-limits-"));
afterAll(() => rmSync(folder, { recursive: true }));

const READ = resolve(import.meta.dirname, "../../src/settings/read.ts");
const SOURCES = resolve(import.meta.dirname, "../../src/settings/read-sources.ts");
const CHILD = join(folder, "child.mjs");
writeFileSync(
  CHILD,
  `import { readSettings } from ${JSON.stringify(READ)};
import { readSources } from ${JSON.stringify(SOURCES)};
try {
  const [flag, file] = process.argv.slice(2);
  const settings = readSettings(readSources({ [flag]: [file] }, {}));
  console.log("read", settings.proxies.http?.text);
} catch (error) {
  console.log(error.name, error.message);
}
`,
);

/** What the child says, in one line; its heap has 300 MB. */
function read(flag: "envFile" | "customizations" | "podEnv", content: string | Buffer): string {
  const file = join(folder, "content");
  writeFileSync(file, content);
  const ran = spawnSync(process.execPath, ["--max-old-space-size=300", CHILD, flag, file], {
    encoding: "utf8",
    timeout: 120_000,
  });
  return ran.status === 0 ? ran.stdout.trim() : `died: ${ran.signal ?? ran.stderr.slice(0, 300)}`;
}

const TEN_MEGABYTES = 10 * 1024 * 1024;
const TIMEOUT = { timeout: 180_000 };
const times = (count: number, line: (index: number) => string) =>
  Array.from({ length: count }, (_, index) => line(index)).join("");

describe("too large", () => {
  test.each(["envFile", "customizations", "podEnv"] as const)("10 MB as %s", TIMEOUT, (flag) => {
    expect(read(flag, Buffer.alloc(TEN_MEGABYTES, "A=b\n"))).toMatch(/^UsageError .*it has more than 2 MB/);
  });

  test("without an end", TIMEOUT, () => {
    const ran = spawnSync(process.execPath, ["--max-old-space-size=300", CHILD, "envFile", "/dev/zero"], {
      encoding: "utf8",
      timeout: 120_000,
    });
    expect(ran.stdout).toMatch(/^UsageError .*it has more than 2 MB/);
  });

  test("random bytes", TIMEOUT, () => {
    const bytes = Buffer.from(Array.from({ length: 200_000 }, (_, index) => (index * 7919) % 256));
    for (const flag of ["envFile", "customizations", "podEnv"] as const)
      expect(read(flag, bytes)).toMatch(/^UsageError /);
  });
});

describe("large, and right", () => {
  test("an env file of 1.5 MB", TIMEOUT, () => {
    const lines = times(60_000, (index) => `VARIABLE_${index}="value ${index}"\n`);
    expect(read("envFile", `${lines}HTTP_PROXY=http://p:1\n`)).toBe("read http://p:1");
  });

  test("the output of env with a long value", TIMEOUT, () => {
    expect(read("podEnv", `A=${"x\n".repeat(500_000)}HTTP_PROXY=http://p:1\n`)).toBe("read http://p:1");
  });

  test("values of 10,000 lines", TIMEOUT, () => {
    const lines = times(10_000, (index) => `key${index}: {a: ${index}, b: "text"}\n`);
    expect(read("customizations", `${lines}externalProxy: {enabled: true, connectionString: "http://p:1"}\n`)).toBe(
      "read http://p:1",
    );
  });

  test("one long line", TIMEOUT, () => {
    expect(
      read(
        "customizations",
        `a: "${"x".repeat(1_500_000)}"\nexternalProxy: {enabled: true, connectionString: "http://p:1"}\n`,
      ),
    ).toBe("read http://p:1");
  });
});

describe("traps", () => {
  const bomb = `a0: &a0 [x, x]\n${times(40, (index) => `a${index + 1}: &a${index + 1} [*a${index}, *a${index}, *a${index}]\n`)}`;

  test.each<[string, string, RegExp]>([
    ["aliases of aliases", bomb, /^UsageError .*(aliases make more than|nested too deeply)/],
    ["an alias of its own parent", "a: &a\n  b: *a\n", /^UsageError .*nested too deeply/],
    ["brackets", `a: ${"[".repeat(50_000)}`, /^UsageError .*(nested too deeply|not YAML)/],
    ["braces", "{a: ".repeat(50_000), /^UsageError .*(nested too deeply|not YAML)/],
    ["dashes", `${"- ".repeat(50_000)}x`, /^UsageError .*(nested too deeply|not YAML)/],
    ["indentation", times(1500, (index) => `${" ".repeat(index)}a:\n`), /^UsageError .*(nested too deeply|not YAML)/],
    ["a list of many", `[${"1,".repeat(700_000)}1]`, /^UsageError .*more than \d+ words and signs/],
    ["many keys", times(150_000, (index) => `k${index}: v\n`), /^UsageError .*more than \d+ words and signs/],
    ["many documents", "---\na: b\n".repeat(10_000), /^UsageError .*more than \d+ documents/],
    ["many errors", "a: b: c\n".repeat(20_000), /^UsageError .*not YAML/],
    ["question marks", `${"? ".repeat(50_000)}x`, /^UsageError .*(nested too deeply|not YAML)/],
  ])("%s", TIMEOUT, (_, content, message) => {
    expect(read("customizations", content)).toMatch(message);
  });

  test.each<[string, string]>([
    ["an open quote", `A="${"x\n".repeat(500_000)}`],
    ["quotes", `${'A="\n'.repeat(100_001)}`],
    ["one name", "A".repeat(1_000_000)],
    ["export", "export ".repeat(200_000)],
    ["blanks", `A${" ".repeat(1_000_000)}=b`],
    ["references", `HTTP_PROXY=${"${".repeat(20_000)}`],
    ["comments", "#\n".repeat(500_000)],
    ["hashes", `HTTP_PROXY=${" #".repeat(50_000)}`],
    ["line ends", "\r\n".repeat(500_000)],
  ])("an env file of %s", TIMEOUT, (_, content) => {
    expect(read("envFile", content)).toMatch(/^(read |UsageError )/);
  });
});
