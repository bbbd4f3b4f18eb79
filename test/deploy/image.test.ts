// What the Dockerfile promises of the image, whatever base it is built on: read from its text, since building takes an engine.

import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { shippedInImage } from "../../scripts/image/assemble.ts";
import { ROOT } from "./walk.ts";

const instructions = readFileSync(join(ROOT, "Dockerfile"), "utf8")
  .replace(/^#.*\n/gm, "")
  .replace(/\\\n/g, " ")
  .split("\n")
  .filter((line) => line.trim() !== "");
const stages = instructions.map((line, index) => (line.startsWith("FROM ") ? index : -1)).filter((index) => index >= 0);
const last = instructions.slice(stages.at(-1));
const build = instructions.slice(stages[0], stages.at(-1));

test("nothing runs in the final stage, which may have no shell", () => {
  expect(last[0]).toBe("FROM ${BASE}");
  expect([...new Set(last.slice(1).map((line) => line.split(" ")[0]))].toSorted()).toEqual(
    ["ARG", "CMD", "COPY", "ENTRYPOINT", "LABEL", "USER"].toSorted(),
  );
});

test("the user is a number and not root, and the entry point needs no shell", () => {
  expect(last).toContain("USER 65532:65532");
  const entry = last.find((line) => line.startsWith("ENTRYPOINT "))!;
  expect(JSON.parse(entry.slice("ENTRYPOINT ".length))[0]).toMatch(/^\/.*node$/);
});

test("what the build copies is there, and .dockerignore lets it through", () => {
  const allowed = readFileSync(join(ROOT, ".dockerignore"), "utf8")
    .split("\n")
    .filter((line) => line.startsWith("!"));
  const copied = build.filter((line) => line.startsWith("COPY ")).flatMap((line) => line.split(/\s+/).slice(1, -1));
  expect(copied.length).toBeGreaterThan(8);
  for (const path of copied) {
    const plain = path.replace(/\[(.)\]/, "$1");
    expect(allowed, path).toContain(`!${plain}`);
    // The CA of a proxy is there only where a site puts it.
    if (plain === path && !path.includes("*")) expect(existsSync(join(ROOT, path)), path).toBe(true);
  }
});

test("the build runs no install script but that of Node.js itself", () => {
  const installs = build.filter((line) => /npm (ci|rebuild)/.test(line)).join("\n");
  for (const [command] of installs.matchAll(/npm ci[^&\n]*/g)) expect(command).toContain("--ignore-scripts");
  expect([...installs.matchAll(/npm rebuild \S+ (\S+)/g)].map(([, name]) => name)).toEqual(["node"]);
});

test("what package.json ships is put together for the image, the manual page apart", () => {
  const names = shippedInImage();
  expect(names).toEqual(
    expect.arrayContaining(["dist", "domains", "schema", "docs/codes", "LICENSE", "THIRD-PARTY.md"]),
  );
  expect(names).not.toContain("man");
  const copied = build.filter((line) => line.startsWith("COPY ")).flatMap((line) => line.split(/\s+/).slice(1, -1));
  const named = (file: string) => (file.endsWith(".md") ? "*.md" : file);
  // The build makes dist itself.
  for (const name of names.filter((file) => file !== "dist")) expect(copied, name).toContain(named(name));
});
