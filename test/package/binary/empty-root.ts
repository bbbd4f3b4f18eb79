// A root file system with the single file, the four libraries and the loader that it needs, and nothing else.

import { execFileSync, spawnSync } from "node:child_process";
import { copyFileSync, linkSync, mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";

export interface EmptyRoot extends Disposable {
  folder: string;
  /** The libraries and the loader, by their paths. */
  libraries: string[];
  /** Puts a file there under its own path. */
  add(file: string): void;
}

/** Why there can be none here, or null. */
export function noEmptyRoot(): string | null {
  if (process.platform !== "linux") return "this is not Linux";
  if (process.getuid?.() !== 0) return "chroot needs root";
  return spawnSync("chroot", ["--version"]).status === 0 ? null : "there is no chroot here";
}

export function emptyRoot(binary: string): EmptyRoot {
  const folder = mkdtempSync(join(tmpdir(), "carto-proxy-root-"));
  const listed = execFileSync("ldd", [binary], { encoding: "utf8" });
  const libraries = [...listed.matchAll(/(\/\S+) \(0x/g)].map(([, file]) => file!);
  const add = (file: string) => {
    mkdirSync(join(folder, dirname(file)), { recursive: true });
    copyFileSync(file, join(folder, file));
  };
  for (const library of libraries) add(library);
  // The folder is beside the binary's own: a link saves 130 MB.
  linkSync(binary, join(folder, "carto-proxy"));
  return { folder, libraries, add, [Symbol.dispose]: () => rmSync(folder, { recursive: true, force: true }) };
}
