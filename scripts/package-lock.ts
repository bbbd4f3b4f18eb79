// package-lock.json as far as lists of dependencies need it.

import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

export interface LockedPackage {
  /** "" for carto-proxy itself, else "node_modules/…". */
  path: string;
  name: string;
  version: string;
  license: string;
  /** "sha512-…", base64. */
  integrity: string | null;
  /** Needed for the product, not for its development. */
  production: boolean;
  installScript: boolean;
}

interface Entry {
  version: string;
  license?: string;
  integrity?: string;
  dev?: boolean;
  devOptional?: boolean;
  hasInstallScript?: boolean;
}

/** What package.json does not state in a form that npm knows, as the package's own file says it. */
const STATED_ELSEWHERE: Record<string, string> = {
  // "licenses": [{ "type": "MIT", … }] in its package.json, the field of npm before SPDX.
  "simple-lru-cache": "MIT",
};

/** Sorted by name and version. */
export function lockedPackages(): LockedPackage[] {
  const text = readFileSync(fileURLToPath(new URL("../package-lock.json", import.meta.url)), "utf8");
  const { packages } = JSON.parse(text) as { packages: Record<string, Entry> };
  return Object.entries(packages)
    .filter(([path]) => path !== "")
    .map(([path, entry]) => ({
      path,
      name: nameOf(path),
      version: entry.version,
      license: entry.license ?? STATED_ELSEWHERE[nameOf(path)] ?? "not stated",
      integrity: entry.integrity ?? null,
      production: !entry.dev && !entry.devOptional,
      installScript: entry.hasInstallScript === true,
    }))
    .sort((a, b) => compare(a.name, b.name) || compare(a.version, b.version));
}

function nameOf(path: string): string {
  return path.slice(path.lastIndexOf("node_modules/") + "node_modules/".length);
}

/** By code unit: a generated list must not depend on the machine. */
function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
