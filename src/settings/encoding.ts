// How a known value may be written: regular expression sources (flag u) that match its encodings.

/**
 * Matches the value in any mixture, character by character, of plain text, percent- and form-encoding, HTML entities,
 * JSON, \u, \x and SQL quoting. `anyCase`: letters in upper or lower case.
 */
export function writtenPattern(value: string, { anyCase = false } = {}): string {
  return [...value].map((character) => characterPattern(character, anyCase)).join("");
}

function characterPattern(character: string, anyCase: boolean): string {
  const forms = anyCase ? new Set([character, character.toLowerCase(), character.toUpperCase()]) : [character];
  const patterns = new Set<string>();
  for (const form of forms) if ([...form].length === 1) for (const pattern of formsOf(form)) patterns.add(pattern);
  return `(?:${[...patterns].join("|")})`;
}

function formsOf(character: string): string[] {
  const point = character.codePointAt(0) ?? 0;
  const bytes = [...Buffer.from(character, "utf8")];
  const plain = literal(character);
  const isWord = /[\p{L}\p{N}_]/u.test(character);
  const forms = [isWord ? plain : `\\\\{0,4}${plain}`, bytes.map(percent).join("")];
  forms.push(`&(?:amp;)*#0*${point};`, `&(?:amp;)*#[xX]0*${hex(point.toString(16))};`);
  forms.push(
    character
      .split("")
      .map((unit) => `\\\\{1,4}u${hex(unit.charCodeAt(0).toString(16).padStart(4, "0"))}`)
      .join(""),
  );
  forms.push(bytes.map((byte) => `\\\\{1,4}x${hex(byteHex(byte))}`).join(""));
  if (point > 0x7f) {
    // Node.js gives header bytes as latin1: a value sent as UTF-8 comes back as one character a byte.
    forms.push(literal(Buffer.from(character, "utf8").toString("latin1")), "&(?:amp;)*[A-Za-z]{2,31};");
    if (point <= 0xff) forms.push(percent(point));
  }
  const name = ENTITY_NAMES[character];
  if (name !== undefined) forms.push(`&(?:amp;)*(?:${name});`);
  const short = SHORT_ESCAPES[character];
  if (short !== undefined) forms.push(`\\\\{1,4}${short}`);
  if (character === " ") forms.push("\\+");
  if (character === "'" || character === '"') forms.unshift(plain + plain);
  if (character === "\\") forms.unshift("\\\\{1,8}");
  return forms;
}

/**
 * Matches base64 and base64url of the value (its UTF-8 bytes, and its latin1 bytes where they differ), alone or at any
 * of the three alignments inside the base64 of a longer text. Very short values match only where they stand alone.
 */
export function base64Pattern(value: string): string[] {
  const patterns = new Set<string>();
  for (const encoding of ["utf8", "latin1"] as const) {
    const bytes = Buffer.from(value, encoding);
    for (const offset of [0, 1, 2]) {
      const pattern = alignedPattern(bytes, offset);
      if (pattern !== null) patterns.add(pattern);
    }
  }
  return [...patterns];
}

function alignedPattern(bytes: Buffer, offset: number): string | null {
  const text = Buffer.concat([Buffer.alloc(offset), bytes]).toString("base64");
  const bits = (offset + bytes.length) * 8;
  // The value alone decides these characters; the ones that it shares with its neighbours are taken along.
  const own = text.slice(offset === 0 ? 0 : offset + 1, Math.floor(bits / 6));
  if (own.length < 5 && offset > 0) return null;
  const before = offset === 0 ? "" : `${BASE64_DIGIT}?`;
  const after = bits % 6 === 0 ? "" : `${BASE64_DIGIT}?(?:=|%3[Dd]){0,2}`;
  const pattern = before + [...own].map(base64Character).join("") + after;
  return own.length < 5 ? `(?<!${BASE64_DIGIT})${pattern}(?!${BASE64_DIGIT})` : pattern;
}

const BASE64_DIGIT = "[A-Za-z0-9+/_\\-]";

function base64Character(character: string): string {
  if (character === "+") return "(?:[+\\-]|%2[Bb]|&#43;)";
  if (character === "/") return "(?:\\\\?/|_|%2[Ff]|&#47;)";
  return character;
}

/** Matches the hex digits of the value's UTF-8 bytes in either case; a short value only where no other digit touches it. */
export function hexPattern(value: string): string {
  const bytes = [...Buffer.from(value, "utf8")];
  const digits = bytes.map((byte) => hex(byteHex(byte))).join("");
  return bytes.length < 6 ? `(?<![0-9A-Fa-f])${digits}(?![0-9A-Fa-f])` : digits;
}

function percent(byte: number): string {
  return `%(?:25)*${hex(byteHex(byte))}`;
}

function byteHex(byte: number): string {
  return byte.toString(16).padStart(2, "0");
}

/** Hex digits in either case. */
function hex(digits: string): string {
  return digits.replace(/[a-f]/g, (digit) => `[${digit}${digit.toUpperCase()}]`);
}

function literal(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/]/g, "\\$&");
}

const SHORT_ESCAPES: Record<string, string> = { "\n": "n", "\r": "r", "\t": "t", "\b": "b", "\f": "f" };

const ENTITY_NAMES: Record<string, string> = {
  "!": "excl",
  '"': "quot|QUOT",
  "#": "num",
  $: "dollar",
  "%": "percnt",
  "&": "amp|AMP",
  "'": "apos",
  "(": "lpar",
  ")": "rpar",
  "*": "ast|midast",
  "+": "plus",
  ",": "comma",
  ".": "period",
  "/": "sol",
  ":": "colon",
  ";": "semi",
  "<": "lt|LT",
  "=": "equals",
  ">": "gt|GT",
  "?": "quest",
  "@": "commat",
  "[": "lsqb|lbrack",
  "\\": "bsol",
  "]": "rsqb|rbrack",
  "^": "Hat",
  _: "lowbar|UnderBar",
  "`": "grave|DiacriticalGrave",
  "{": "lcub|lbrace",
  "|": "vert|verbar|VerticalLine",
  "}": "rcub|rbrace",
};
