// Puts together what the image holds beside Node.js, in a folder: assemble.ts FOLDER. Run by the Dockerfile, after `npm run build`.

import { cpSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { loadDependencies } from "./loading.ts";
import { neededFiles } from "./needed-files.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));
/** Nobody reads a manual page in a container. */
const LEFT_OUT = ["man"];

/** What package.json ships, and of node_modules the files that are needed. */
export function shippedInImage(): string[] {
  const { files } = JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as { files: string[] };
  return ["package.json", ...files.filter((name) => !LEFT_OUT.includes(name))];
}

export async function copyNeeded(names: string[], folder: string): Promise<void> {
  for (const name of [...names, ...(await neededFiles(root))]) {
    cpSync(join(root, name), join(folder, name), { recursive: true });
  }
  loadDependencies(folder);
}

if (import.meta.main) await copyNeeded(shippedInImage(), process.argv[2]!);
