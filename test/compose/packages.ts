// Which installed packages a container is given: those of the lock file, or one package with all that it needs.

import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { ROOT } from "./paths.ts";

interface LockedPackage {
  dev?: boolean;
  link?: boolean;
}

/** What `npm ci --omit=dev` would install, taken from what is installed here. */
export function productionPackages(): string[] {
  const lock = JSON.parse(readFileSync(join(ROOT, "package-lock.json"), "utf8")) as {
    packages: Record<string, LockedPackage>;
  };
  return Object.entries(lock.packages)
    .filter(([path, locked]) => path.startsWith("node_modules/") && !locked.dev && !locked.link)
    .map(([path]) => path);
}

/** With what it depends on, found as Node.js finds it; what is optional is left out. */
export function packagesOf(name: string, from = "", found = new Set<string>()): string[] {
  const folder = nearest(name, from);
  if (found.has(folder)) return [...found];
  found.add(folder);
  const { dependencies = {} } = JSON.parse(readFileSync(join(ROOT, folder, "package.json"), "utf8"));
  for (const each of Object.keys(dependencies)) packagesOf(each, folder, found);
  return [...found];
}

function nearest(name: string, from: string): string {
  const folder = join(from, "node_modules", name);
  if (existsSync(join(ROOT, folder))) return folder;
  if (from === "") throw new Error(`${name} is not installed`);
  return nearest(name, dirname(from) === "." ? "" : dirname(from));
}
