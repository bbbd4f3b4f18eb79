// What a mistake in a YAML file most likely is, in words.

/** The parser's own sentence may quote the line, and with it a secret. */
export function explained(code: string, line: string): string {
  if (/^ *\t/.test(line)) return "a tab indents the line: indent with blanks";
  const words: Record<string, string> = {
    BAD_INDENT: "the indentation does not fit the lines above it, or a bracket or quote above is not closed",
    BLOCK_AS_IMPLICIT_KEY: "a second colon on the line: put the value in quotes",
    MISSING_CHAR: "a bracket, a brace, a quote or a colon is missing",
    MULTILINE_IMPLICIT_KEY: "a colon is missing after the name",
    RESOURCE_EXHAUSTION: "it is nested too deeply",
    TAB_AS_INDENT: "a tab indents the line: indent with blanks",
    UNEXPECTED_TOKEN: "something stands where nothing can: check quotes, brackets and indentation",
  };
  return (
    words[code] ?? `it breaks the grammar (${code.toLowerCase().replaceAll("_", " ")}): check quotes and indentation`
  );
}
