// Run by the build: takes a wrapped bundle, runs its common paths, and writes what V8 compiled: compile.ts SCRIPT CACHE.

import { readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname } from "node:path";
import { fileURLToPath } from "node:url";
import { Script } from "node:vm";
import { type Bundle, SCRIPT, type Wrapped } from "./wrapping.ts";

/** What is compiled while these run starts at once later; the rest is compiled when it is needed. */
const WARM_UP = [["--version"], ["--help"], ["doctor", "--help"], ["plan", "--json"], ["config", "check", "--json"]];

const [, , file = "", cache = ""] = process.argv;
const script = new Script(readFileSync(file, "latin1"), { filename: SCRIPT });
const module = { exports: {} };
const run = script.runInThisContext() as Wrapped;
// As if it stood in dist/: the files that are assets later are read from the folder of the project here.
const standing = new URL("../../dist/x/x.js", import.meta.url);
run(module.exports, createRequire(import.meta.url), module, standing.href, dirname(fileURLToPath(standing)));
for (const argv of WARM_UP) await (module.exports as Bundle).start(argv);
writeFileSync(cache, script.createCachedData());
process.exitCode = 0;
