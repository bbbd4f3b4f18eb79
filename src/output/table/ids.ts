// A list of check ids that stays readable when a proxy that is down takes every check with it.

import type { Style } from "../style.ts";

const SHOWN = 6;

/** "a, b, c, d, e, f and 28 more"; all of them where every detail is asked for. */
export function someIds(ids: string[], style: Style): string {
  // "and 1 more" would take the room of the one that it hides.
  if (style.detail === "verbose" || ids.length <= SHOWN + 1) return ids.join(", ");
  return `${ids.slice(0, SHOWN).join(", ")} and ${ids.length - SHOWN} more`;
}
