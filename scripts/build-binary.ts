// npm run build:binary: one executable with Node.js, the code and the whitelist inside, its SHA-256 and its SBOM, in dist-bin/.

import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import {
  chmodSync,
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { inject } from "postject";
import { shippedFiles } from "../src/settings/shipped.ts";
import { bundle, root } from "./binary/bundle.ts";
import { bundledPackages, singleFileSbom } from "./binary/sbom.ts";
import { CACHE, SCRIPT, wrapped } from "./binary/wrapping.ts";

/** The mark that every node executable bears, which tells it that something was put in. */
const FUSE = "NODE_SEA_FUSE_fce680ab2cc467b6e072b8b5df1996b2";
const NAME = `carto-proxy-${process.platform}-${process.arch}`;

/** Makes the files in `folder` and gives the path of the executable. */
export async function buildBinary(folder: string): Promise<string> {
  mkdirSync(folder, { recursive: true });
  const work = mkdtempSync(join(folder, "build-"));
  const executable = join(folder, NAME);
  try {
    const metafile = await bundle("scripts/binary/entry.ts", join(work, SCRIPT));
    await bundle("scripts/binary/launch.ts", join(work, "launch.cjs"));
    writeFileSync(join(work, SCRIPT), wrapped(readFileSync(join(work, SCRIPT), "latin1")), "latin1");
    compile(join(work, SCRIPT), join(work, CACHE));
    const blob = prepareBlob(work);
    // Not over the file that is there: it may be running.
    const draft = join(work, NAME);
    copyFileSync(process.execPath, draft);
    await inject(draft, "NODE_SEA_BLOB", readFileSync(blob), { sentinelFuse: FUSE });
    chmodSync(draft, 0o755);
    writeFileSync(`${executable}.sha256`, `${sha256(draft)}  ${NAME}\n`);
    const sbom = singleFileSbom(bundledPackages(metafile), { name: NAME, sha256: sha256(draft) });
    writeFileSync(`${executable}.cdx.json`, `${JSON.stringify(sbom, null, 2)}\n`);
    renameSync(draft, executable);
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
  return executable;
}

/** In a process of its own, with nothing of this one's environment: a proxy variable would decide which paths are warm. */
function compile(script: string, cache: string): void {
  const program = join(root, "scripts/binary/compile.ts");
  execFileSync(process.execPath, [program, script, cache], { env: {}, stdio: ["ignore", "ignore", "inherit"] });
}

function prepareBlob(work: string): string {
  const shipped = ["package.json", "schema/report.schema.json", ...shippedFiles("domains")];
  const made = [SCRIPT, CACHE];
  const output = join(work, "blob");
  const configuration = {
    main: join(work, "launch.cjs"),
    output,
    disableExperimentalSEAWarning: true,
    useCodeCache: true,
    // Else Node.js takes --env-file for its own, and NODE_OPTIONS out of that file.
    execArgv: ["--"],
    assets: Object.fromEntries([
      ...shipped.map((name) => [name, join(root, name)]),
      ...made.map((name) => [name, join(work, name)]),
    ]),
  };
  const file = join(work, "sea.json");
  writeFileSync(file, JSON.stringify(configuration));
  execFileSync(process.execPath, ["--experimental-sea-config", file], { stdio: ["ignore", "ignore", "inherit"] });
  return output;
}

function sha256(file: string): string {
  return createHash("sha256").update(readFileSync(file)).digest("hex");
}

if (import.meta.main) {
  const executable = await buildBinary(join(root, "dist-bin"));
  process.stdout.write(`${executable}, with .sha256 and .cdx.json beside it\n`);
}
