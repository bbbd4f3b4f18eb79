// Writes man/carto-proxy.1, generated from the definitions of the commands: `npm run man`.

import { mkdirSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { fileURLToPath } from "node:url";
import { manPageOf } from "../src/commands/man.ts";
import { buildProgram } from "../src/commands/program.ts";

export const manFile = fileURLToPath(new URL("../man/carto-proxy.1", import.meta.url));

export function manText(): string {
  return manPageOf(buildProgram(() => {}));
}

if (import.meta.main) {
  mkdirSync(dirname(manFile), { recursive: true });
  writeFileSync(manFile, manText());
}
