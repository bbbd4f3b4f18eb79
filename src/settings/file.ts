// All file reading of the settings room.

import { readFileSync } from "node:fs";

/** The bytes of a file as Latin-1 or UTF-8 text; throws an Error whose message says why in words. */
export function readText(file: string, encoding: "utf8" | "latin1" = "utf8"): string {
  try {
    return readFileSync(file, encoding);
  } catch (error) {
    throw new Error(`it cannot be read: ${reason(error)}`, { cause: error });
  }
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
