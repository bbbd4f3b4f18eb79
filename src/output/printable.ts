// Makes text from the network harmless to a terminal: nothing that moves the cursor, hides or reorders gets through.

/**
 * Control characters (escape sequences, C1, carriage returns), bidirectional and invisible signs and half surrogates
 * become visible, e.g. "\x1b" and "\u202e". Line feeds and tabs stay: layout decides about them.
 */
export function printable(text: string): string {
  return text.toWellFormed().replace(UNPRINTABLE, escaped);
}

/** The same for every text inside plain data, keys included. */
export function printableData<T>(data: T): T {
  return walk(data) as T;
}

function walk(value: unknown): unknown {
  if (typeof value === "string") return printable(value);
  if (Array.isArray(value)) return value.map(walk);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [printable(key), walk(item)]));
}

/** As a JSON text writes them, for what JSON.stringify leaves as it is. */
export function escapedInJson(text: string): string {
  return text.replace(UNPRINTABLE, unicodeEscape);
}

function escaped(character: string): string {
  const point = character.codePointAt(0) ?? 0;
  return point < 0x100 ? `\\x${point.toString(16).padStart(2, "0")}` : unicodeEscape(character);
}

function unicodeEscape(character: string): string {
  return character
    .split("")
    .map((unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`)
    .join("");
}

// Cc: controls. Cf: format signs (bidi overrides, zero width). Zl, Zp: line and paragraph separators. Co, Cs: no meaning here.
const UNPRINTABLE = /(?![\n\t])[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Co}\p{Cs}]/gu;
