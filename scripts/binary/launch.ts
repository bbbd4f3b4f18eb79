// The script that Node.js starts in the single file: loads all other code from the assets, with what V8 made of it.

import { dirname } from "node:path";
import sea from "node:sea";
import { pathToFileURL } from "node:url";
import { Script } from "node:vm";
import { type Bundle, CACHE, SCRIPT, type Wrapped } from "./wrapping.ts";

const argv = process.argv.slice(2);
// Asked by every script that looks for a version: it needs nothing else.
if (argv.length === 1 && argv[0] === "--version") {
  process.stdout.write(`${JSON.parse(sea.getAsset("package.json", "utf8")).version}\n`);
} else {
  void load().start(argv);
}

function load(): Bundle {
  // The script is ASCII.
  const source = Buffer.from(sea.getRawAsset(SCRIPT)).toString("latin1");
  const script = new Script(source, { filename: SCRIPT, cachedData: Buffer.from(sea.getRawAsset(CACHE)) });
  const module = { exports: {} };
  const run = script.runInThisContext() as Wrapped;
  run(module.exports, require, module, pathToFileURL(process.execPath).href, dirname(process.execPath));
  return module.exports as Bundle;
}
