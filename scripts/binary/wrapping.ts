// How the code of the single file is kept among its assets: one function, and beside it what V8 compiled of it.

import type { start } from "./entry.ts";

/** The names of the two assets. */
export const SCRIPT = "carto-proxy.cjs";
export const CACHE = "carto-proxy.cache";

/** The bundle as one function, so that a code cache can hold what its parts compiled to when they last ran. */
export function wrapped(bundle: string): string {
  return `(function (exports, require, module, executableUrl, __dirname) {${bundle}\n})`;
}

export type Wrapped = (
  exports: object,
  require: NodeJS.Require,
  module: { exports: object },
  executableUrl: string,
  /** Asked by packages that look for files of their own, which are not there: each does without. */
  folder: string,
) => void;

export interface Bundle {
  start: typeof start;
}
