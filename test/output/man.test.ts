import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { manFile, manText } from "../../scripts/man-page.ts";
import { manPage } from "../../src/output/man.ts";

test("man/carto-proxy.1 is what the commands give: else run `npm run man`", () => {
  expect(readFileSync(manFile, "utf8")).toBe(manText());
});

const noGroff = spawnSync("groff", ["--version"]).error !== undefined;

/** With every warning that there is. */
function rendered(text: string): { stdout: string; stderr: string } {
  const { stdout, stderr } = spawnSync("groff", ["-man", "-Tascii", "-ww", "-P-cbou"], {
    input: text,
    encoding: "utf8",
  });
  return { stdout, stderr };
}

describe.skipIf(noGroff)("groff", () => {
  test("renders it without a warning, with every command", () => {
    const { stdout, stderr } = rendered(manText());
    expect(stderr).toBe("");
    for (const words of ["carto-proxy doctor [options]", "config generate", "--deadline seconds", "EXIT STATUS"]) {
      expect(stdout).toContain(words);
    }
  });

  test("what means something to roff stands as it was written", () => {
    const page = { path: [], description: "", usage: "", arguments: [], options: [], commands: ["x"] };
    const awkward = [".env and \\n stay", "'quoted' --as-is", '.TH "no heading"'];
    const commands = awkward.map((description, index) => ({ ...page, path: [`x${index}`], description, commands: [] }));
    const { stdout, stderr } = rendered(
      manPage([page, ...commands], { version: "1", exitCodes: [], environment: [], files: [[".env", "a file"]] }),
    );
    expect(stderr).toBe("");
    for (const description of awkward) expect(stdout).toContain(`${description}.`);
  });
});
