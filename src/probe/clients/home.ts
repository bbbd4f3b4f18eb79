// A folder for whatever a client library writes, gone with its process: nothing of it stays on the machine.

import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

export interface Home {
  /** Undefined where no folder could be made: a root file system that is read-only, and no /tmp. */
  folder: string | undefined;
  env: Record<string, string>;
  remove(): void;
}

export function temporaryHome(): Home {
  try {
    const folder = mkdtempSync(join(tmpdir(), "carto-proxy-client-"));
    return { folder, env: at(folder), remove: () => rmSync(folder, { recursive: true, force: true }) };
  } catch {
    // The libraries can do without: what they would keep there are caches and logs.
    return { folder: undefined, env: at("/nonexistent"), remove: () => {} };
  }
}

function at(folder: string): Record<string, string> {
  return { HOME: folder, TMPDIR: folder, XDG_CACHE_HOME: folder, XDG_CONFIG_HOME: folder };
}
