// Comments of generated files: text of any origin, which must not leave its line.

import { wrap } from "../output/layout.ts";
import { printable } from "../output/printable.ts";

const WIDTH = 110;

/** Lines that begin with `indent` and "# ". Line breaks in the text part words like blanks; controls become visible. */
export function comment(text: string, indent = ""): string[] {
  const lead = `${indent}# `;
  return wrap(plain(text), WIDTH, lead, lead);
}

/** The same as an item of a list. */
export function commentedItem(text: string): string[] {
  return wrap(plain(text), WIDTH, "# - ", "#   ");
}

/** One line, without line breaks and invisible signs. */
export function plain(text: string): string {
  return printable(text.replace(/\s+/g, " ").trim());
}
