// How an output should look. The caller knows the terminal; outputs never ask for it.

import { styleText } from "node:util";

export interface Style {
  /** Columns of the terminal; less than 80 is taken as 80. */
  width: number;
  color: boolean;
  detail: "normal" | "quiet" | "verbose";
}

export type Paint = "good" | "bad" | "doubtful" | "quiet" | "heading";

/** Colours a finished piece of text; without colour the text is the same to the letter. */
export function paint(style: Style, kind: Paint, text: string): string {
  return style.color ? styleText([...PAINTS[kind]], text, { validateStream: false }) : text;
}

const PAINTS = {
  good: ["green"],
  bad: ["red", "bold"],
  doubtful: ["yellow"],
  quiet: ["dim"],
  heading: ["bold"],
} as const satisfies Record<Paint, readonly string[]>;
