// The npm package as `npm pack` makes it, from a copy of the checkout: other tests may be building in the checkout itself.

import { execFileSync } from "node:child_process";
import { cpSync, mkdtempSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, relative, resolve } from "node:path";

const ROOT = resolve(import.meta.dirname, "../..");
/** Neither of the checkout nor of the package. */
const LEFT_OUT = ["node_modules", ".git", "dist", "dist-bin", "coverage", "test/compose/.stage"];

export interface Packed extends Disposable {
  tarball: string;
  /** As the tarball has them, without their leading "package/". */
  files: string[];
  /** Unpacked, with the dependencies of this checkout. */
  folder: string;
}

/** Builds with `npm pack`, as publishing does. Opens no connection. */
export function pack(): Packed {
  const place = mkdtempSync(join(tmpdir(), "carto-proxy-pack-"));
  const copy = join(place, "checkout");
  cpSync(ROOT, copy, { recursive: true, filter: (source) => !LEFT_OUT.includes(relative(ROOT, source)) });
  symlinkSync(join(ROOT, "node_modules"), join(copy, "node_modules"));
  const options = { cwd: copy, encoding: "utf8", env: { ...process.env, npm_config_offline: "true" } } as const;
  const [made] = JSON.parse(
    execFileSync("npm", ["pack", "--json", "--pack-destination", place], options).replace(/^[^[]*/, ""),
  );
  const tarball = join(place, made.filename);
  execFileSync("tar", ["-xzf", tarball, "-C", place]);
  const folder = join(place, "package");
  symlinkSync(join(ROOT, "node_modules"), join(folder, "node_modules"));
  return {
    tarball,
    files: made.files.map(({ path }: { path: string }) => path),
    folder,
    [Symbol.dispose]: () => rmSync(place, { recursive: true, force: true }),
  };
}
