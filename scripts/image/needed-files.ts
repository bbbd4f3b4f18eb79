// Which files of node_modules the product can load: what its modules import, read by esbuild as Node.js resolves it, and what goes with them.

import { existsSync, globSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { build } from "esbuild";
import { lockedPackages } from "../package-lock.ts";

/** Found by no import: package.json files say how the others are read, and the licences go along with what they are of. */
const PAPERS = /^(licen[cs]e|copying|notice|copyright)[^/]*$/i;

/**
 * Relative to `root`, sorted. The type declarations, source maps, browser builds and second module formats of 300 packages are
 * no part of it. What a package loads by a computed name is none either: test/package/needed-files.test.ts loads each from a copy.
 */
export async function neededFiles(root: string): Promise<string[]> {
  const code = (await loaded(root)).filter((file) => file.startsWith("node_modules/"));
  const papers = code.flatMap((file) => papersOf(root, file));
  return [...new Set([...code, ...papers])].sort();
}

async function loaded(root: string): Promise<string[]> {
  const { dependencies } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
  const production = new Set(lockedPackages().flatMap(({ name, production }) => (production ? [name] : [])));
  const { metafile } = await build({
    absWorkingDir: root,
    // A module that is forked is imported by nobody, and a dependency may be imported by a name that is made at run time.
    entryPoints: ["src/cli.ts", ...globSync("src/**/*-child.ts", { cwd: root }), ...Object.keys(dependencies)],
    bundle: true,
    write: false,
    outdir: "none",
    platform: "node",
    format: "esm",
    // With "node" and "import" or "require" these are Node.js's own; esbuild's "module" is not among them.
    conditions: ["module-sync", "node-addons"],
    // Nothing is left out because nobody uses what it exports.
    treeShaking: false,
    ignoreAnnotations: true,
    metafile: true,
    logLevel: "error",
    plugins: [
      {
        name: "production-alone",
        setup({ onResolve }) {
          onResolve({ filter: /^[^./]/ }, ({ path }) => {
            const [scope, name] = path.split("/");
            const own = production.has(path.startsWith("@") ? `${scope}/${name}` : scope!);
            return own ? undefined : { external: true };
          });
        },
      },
    ],
  });
  // A JSON file is named with the attributes of its import: "….json with { type: 'json' }".
  return Object.keys(metafile.inputs).map((name) => name.replace(/ with \{.*\}$/, ""));
}

function papersOf(root: string, file: string): string[] {
  const [home] = /^.*node_modules\/(?:@[^/]+\/)?[^/]+/.exec(file)!;
  const found = globSync("*", { cwd: join(root, home) }).filter((name) => PAPERS.test(name));
  const papers = found.map((name) => join(home, name));
  for (let folder = dirname(file); folder.length >= home.length; folder = dirname(folder)) {
    const description = join(folder, "package.json");
    if (existsSync(join(root, description))) papers.push(description);
  }
  return papers;
}
