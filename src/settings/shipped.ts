// The files that come with carto-proxy (whitelist, schema, package.json): beside the code, or inside the single file.

import { dirname, join } from "node:path";
import sea from "node:sea";
import { fileURLToPath } from "node:url";
import { listFolder, readBytes } from "./file.ts";

/** The same depth under src/ and dist/. */
const PACKAGE = join(dirname(fileURLToPath(import.meta.url)), "..", "..");

/** The bytes of one file; `name` is relative to the package, with slashes. Not to be written to. */
export function shippedFile(name: string): Uint8Array {
  return sea.isSea() ? new Uint8Array(sea.getRawAsset(name)) : readBytes(join(PACKAGE, name));
}

/** The names of a folder's files, relative to the package, by code unit and not by locale: a digest must not depend on the machine. */
export function shippedFiles(folder: string): string[] {
  const all = sea.isSea()
    ? sea.getAssetKeys().filter((name) => name.startsWith(`${folder}/`))
    : listFolder(join(PACKAGE, folder)).map((name) => `${folder}/${name}`);
  return all.sort();
}
