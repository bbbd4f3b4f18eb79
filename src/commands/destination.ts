// Where a report goes: stdout, and files that are opened before the first probe so that a bad path fails at once.

import { closeSync, ftruncateSync, openSync, writeSync } from "node:fs";
import { extname } from "node:path";
import type { Format } from "../output/format.ts";
import { UsageError } from "../settings/usage-error.ts";

/** File ending → format of --output. */
const ENDINGS: Record<string, Format> = { ".json": "json", ".md": "markdown", ".txt": "table" };

export interface Destination {
  format: Format;
  write(text: string): void;
}

/** Creates the file, or throws UsageError: unknown ending, folder absent, no permission. */
export function openDestination(file: string): Destination {
  const format = ENDINGS[extname(file).toLowerCase()];
  if (format === undefined) {
    throw new UsageError(`--output ${file}: the ending must be one of ${Object.keys(ENDINGS).join(" ")}`);
  }
  let handle: number;
  try {
    handle = openSync(file, "a", 0o644);
  } catch (error) {
    throw new UsageError(`--output ${file}: cannot be written: ${(error as NodeJS.ErrnoException).code}`);
  }
  return {
    format,
    write(text) {
      const bytes = Buffer.from(text);
      ftruncateSync(handle, 0);
      for (let written = 0; written < bytes.length; ) written += writeSync(handle, bytes, written);
      closeSync(handle);
    },
  };
}

/** Resolves when the operating system has all of it: only then may the process be ended, or a pipe gets the first 64 KiB alone. */
export async function writeFully(stream: NodeJS.WriteStream, text: string): Promise<void> {
  await new Promise<void>((resolve) => {
    stream.once("error", () => resolve());
    stream.write(text, () => resolve());
  });
}
