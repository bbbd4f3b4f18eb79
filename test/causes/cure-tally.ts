// How many codes are cured by their remedies as printed, by what passed in a run, and why the others are not.

import { applicable } from "./remedy-table.ts";

/** @param cured `code kind` of each remedy that was applied and left nothing; @param whyNot for those that were not. */
export function tally(cured: ReadonlySet<string>, whyNot: (each: string) => string): string {
  const all = applicable();
  const left = all.filter((each) => !cured.has(each));
  const codes = new Set(all.map(codeOf));
  const open = new Set(left.map(codeOf));
  const done = all.length - left.length;
  return [
    `${codes.size - open.size} of ${codes.size} codes with a machine-applicable remedy are cured by it, applied as printed (${done} of ${all.length} remedies).`,
    ...left.map((each) => `  not cured here: ${each} (${whyNot(each)})`),
  ].join("\n");
}

function codeOf(each: string): string {
  return each.replace(/ .*$/, "");
}
