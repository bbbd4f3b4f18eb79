// --only and --skip: globs on the whole check id, host or feature. What they leave out stays in the plan as skipped, with the reason.

import picomatch from "picomatch";
import type { Check } from "./check.ts";

export interface Selection {
  only: string[];
  skip: string[];
}

export function selectChecks(checks: Check[], { only, skip }: Selection): Check[] {
  return checks.map((check) => {
    if (only.length > 0 && !only.some((pattern) => matches(pattern, check))) {
      return { ...check, skip: "left out by --only" };
    }
    const skipped = skip.find((pattern) => matches(pattern, check));
    return skipped === undefined ? check : { ...check, skip: `left out by --skip ${skipped}` };
  });
}

export function matches(pattern: string, check: Check): boolean {
  const glob = picomatch(pattern, { dot: true, nocase: true, noextglob: true });
  return [check.id, check.host, check.feature].some((text) => glob(text));
}
