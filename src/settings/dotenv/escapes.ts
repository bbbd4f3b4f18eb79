// The escapes of a value in double quotes, as docker compose v2 undoes them.

const ESCAPES: Record<string, string> = {
  a: "\u0007",
  b: "\b",
  f: "\f",
  n: "\n",
  r: "\r",
  t: "\t",
  v: "\v",
  '"': '"',
  "\\": "\\",
  // Left for the expansion, which makes it a $ of the value's own.
  $: "$$",
};

/** `\0` starts three octal digits, and what is no escape stays as it is. */
export function unescaped(text: string): string {
  return text.replace(/\\(?:([abcfnrtv$"\\])|0(\d{0,3}))/g, (match, letter: string | undefined, digits?: string) => {
    if (letter !== undefined) return ESCAPES[letter] ?? match;
    const code = /^[0-7]{3}$/.test(digits ?? "") ? Number.parseInt(digits!, 8) : 256;
    return code < 256 ? String.fromCharCode(code) : match;
  });
}
