// What somebody would put into a file to act on whoever reads it, and what must not come out again.

import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** Clears the screen, sets the title, goes back, reorders, hides, and begins a line of its own. */
export const ACTS = "\u001b[2J\u001b]0;owned\u0007\u009b31m\rPASS\u202e\u2066\u200b\u2028x";

/** Nothing that a terminal acts on, hides or reorders. */
export const ACTED_ON = /(?!\n)[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u;

export interface Folder {
  path: string;
  /** Writes a file and gives its path. */
  file(name: string, content: string): string;
  remove(): void;
}

export function folder(): Folder {
  const path = mkdtempSync(join(tmpdir(), "carto-proxy-hostile-"));
  return {
    path,
    file(name, content) {
      writeFileSync(join(path, name), content);
      return join(path, name);
    },
    remove: () => rmSync(path, { recursive: true, force: true }),
  };
}
