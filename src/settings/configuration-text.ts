// The bytes of a configuration file → its text, within limits. Throws UsageError with the file and what to do.

import { readBounded } from "./file.ts";
import { UsageError } from "./usage-error.ts";

/** CARTO's own files have some ten kilobytes. */
export const MOST_BYTES = 2 * 1024 * 1024;

export type Encoding = "utf-8" | "utf-16le" | "utf-16be";

export interface ConfigurationText {
  text: string;
  encoding: Encoding;
}

/**
 * UTF-8, or UTF-16 with a byte order mark; bytes that are no UTF-8 become U+FFFD, since a comment in another encoding does no harm.
 * `option` names the flag in the error.
 */
export function readConfigurationText(file: string, option: string): ConfigurationText {
  const fail = (what: string): never => {
    throw new UsageError(`${option} ${file}: ${what}`);
  };
  let bytes: Buffer | null;
  try {
    bytes = readBounded(file, MOST_BYTES);
  } catch (error) {
    return fail((error as Error).message);
  }
  if (bytes === null) {
    return fail(
      `it has more than ${MOST_BYTES / 1024 / 1024} MB, and a configuration file some kilobytes: name the right file`,
    );
  }
  const encoding = encodingOf(bytes);
  const text = new TextDecoder(encoding).decode(bytes);
  const nul = text.indexOf("\0");
  if (nul === -1) return { text, encoding };
  const line = text.slice(0, nul).split("\n").length;
  return fail(`line ${line}: it holds a NUL byte, so it is no text: name the right file, or save it as UTF-8`);
}

function encodingOf(bytes: Buffer): Encoding {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return "utf-16le";
  return bytes[0] === 0xfe && bytes[1] === 0xff ? "utf-16be" : "utf-8";
}
