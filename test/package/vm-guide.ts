// The commands of docs/vm.md, block by block.

import { readFileSync } from "node:fs";
import { resolve } from "node:path";

export function vmGuide(): string[][] {
  const text = readFileSync(resolve(import.meta.dirname, "../../docs/vm.md"), "utf8");
  const blocks = [...text.matchAll(/^```sh\n([\s\S]*?)^```$/gm)].map(([, block]) => block!);
  return blocks.map((block) => block.split("\n").filter((line) => line !== ""));
}
