// Fitting text into columns: how wide it is on a terminal, wrapped at words, shortened in the middle.

/** Columns that the text takes: 0 for combining marks, 2 for East Asian wide characters and emoji, else 1. */
export function displayWidth(text: string): number {
  let width = 0;
  for (const character of text) width += MARK.test(character) ? 0 : WIDE.test(character) ? 2 : 1;
  return width;
}

const MARK = /\p{M}/u;
const WIDE =
  /[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\ua960-\ua97f\uac00-\ud7a3\uf900-\ufaff\ufe10-\ufe19\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6\u{1b000}-\u{1b2ff}\u{1f000}-\u{3fffd}]|\p{Emoji_Presentation}/u;

/**
 * Lines of at most `width` columns, the first beginning with `first`, the others with `rest` (blanks as wide, unless
 * given). Any white space parts words; a word wider than a line is broken.
 */
export function wrap(text: string, width: number, first = "", rest = " ".repeat(displayWidth(first))): string[] {
  const lines: string[] = [];
  let line = "";
  const lead = () => (lines.length === 0 ? first : rest);
  const room = () => width - displayWidth(lead());
  const flush = () => {
    lines.push((lead() + line).trimEnd());
    line = "";
  };
  for (const word of text.split(/\s+/).filter((part) => part !== "")) {
    if (line !== "" && displayWidth(line) + 1 + displayWidth(word) > room()) flush();
    line = line === "" ? word : `${line} ${word}`;
    while (displayWidth(line) > room()) {
      const piece = startOf(line, room());
      const left = line.slice(piece.length);
      line = piece;
      flush();
      line = left;
    }
  }
  if (line !== "" || lines.length === 0) flush();
  return lines;
}

/** As many whole characters from the start as fit into `width` columns: at least one. */
export function startOf(text: string, width: number): string {
  let start = "";
  for (const character of text) {
    if (start !== "" && displayWidth(start + character) > width) break;
    start += character;
  }
  return start;
}

/** One line of at most `width` columns; what does not fit is left out in the middle, where ids differ least. */
export function shorten(text: string, width: number): string {
  const line = text.replace(/\s+/g, " ");
  if (displayWidth(line) <= width) return line;
  const characters = [...line];
  const tail = Math.floor((width - 2) / 2);
  let end = "";
  while (characters.length > 0 && displayWidth((characters.at(-1) ?? "") + end) <= tail) end = characters.pop() + end;
  return `${startOf(characters.join(""), width - 2 - displayWidth(end))}..${end}`;
}

/** "1 check", "2 checks". */
export function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? "" : "s"}`;
}
