// All file reading of the settings room.

import { closeSync, existsSync, openSync, readdirSync, readFileSync, readSync } from "node:fs";

/** The bytes of a file as Latin-1 or UTF-8 text; throws an Error whose message says why in words. */
export function readText(file: string, encoding: "utf8" | "latin1" = "utf8"): string {
  try {
    return readFileSync(file, encoding);
  } catch (error) {
    throw new Error(`it cannot be read: ${reason(error)}`, { cause: error });
  }
}

/** Of our own files: one that is absent is a broken installation, and throws as it is. */
export function readBytes(file: string): Uint8Array {
  return readFileSync(file);
}

/** The names in a folder; throws as readBytes does. */
export function listFolder(folder: string): string[] {
  return readdirSync(folder);
}

let drafts: ReadonlyMap<string, string> = new Map();

/** While `act` runs, these configuration files read as given instead: to judge a correction before it is written. */
export function withDrafts<Result>(files: ReadonlyMap<string, string>, act: () => Result): Result {
  const before = drafts;
  drafts = files;
  try {
    return act();
  } finally {
    drafts = before;
  }
}

/** At most `limit` bytes, of a pipe or a device too; null where there are more. Throws as readText does. */
export function readBounded(file: string, limit: number): Buffer | null {
  const draft = drafts.get(file);
  if (draft !== undefined) return Buffer.from(draft);
  try {
    const descriptor = openSync(file, "r");
    try {
      return readUpTo(descriptor, limit);
    } finally {
      closeSync(descriptor);
    }
  } catch (error) {
    throw new Error(`it cannot be read: ${reason(error)}`, { cause: error });
  }
}

function readUpTo(descriptor: number, limit: number): Buffer | null {
  const chunks: Buffer[] = [];
  for (let length = 0; length <= limit; ) {
    const chunk = Buffer.alloc(Math.min(65_536, limit + 1 - length));
    const read = readSync(descriptor, chunk, 0, chunk.length, null);
    if (read === 0) return Buffer.concat(chunks);
    chunks.push(chunk.subarray(0, read));
    length += read;
  }
  return null;
}

export function isThere(file: string): boolean {
  return existsSync(file);
}

const REASONS: Record<string, string> = {
  ENOENT: "no such file",
  EACCES: "permission denied",
  EISDIR: "it is a folder",
};

function reason(error: unknown): string {
  const code = error instanceof Error && "code" in error ? String(error.code) : String(error);
  return REASONS[code] ?? code;
}
