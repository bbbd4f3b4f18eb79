// NO_PROXY with everything put right at once: each finding about it prints the same value, so that one line mends them all.

import type { Evidence } from "../../evidence.ts";
import { ambiguities } from "./ambiguity.ts";
import { coveredRequired } from "./coverage.ts";
import { missingInternal } from "./internal.ts";
import { missingMetadata } from "./metadata.ts";
import { SNOWFLAKE_ENTRIES, snowflakeUse } from "./snowflake.ts";
import { meantEntries } from "./value.ts";

export function mendedNoProxy(evidence: Evidence): string {
  const known = values.get(evidence);
  if (known !== undefined) return known;
  const value = mended(evidence);
  values.set(evidence, value);
  return value;
}

/** Every finding about NO_PROXY asks for the same value of the same evidence. */
const values = new WeakMap<Evidence, string>();

function mended(evidence: Evidence): string {
  const { settings } = evidence;
  const covering = coveredRequired(evidence);
  // What is taken out first may have hidden what is wrong with the rest.
  const wanted = meantEntries(settings).filter((entry) => !covering.has(entry.trim()));
  const respelled = new Map(
    ambiguities(evidence, wanted).map(({ entry, spelling }) => [entry, spelling.alike ?? [entry.trim()]]),
  );
  const kept = wanted.flatMap((entry) => respelled.get(entry) ?? [entry.trim()]);
  const added = [
    ...missingInternal(settings, kept),
    ...missingMetadata(settings, kept),
    ...(snowflakeUse(evidence, kept)?.worst ? SNOWFLAKE_ENTRIES : []),
  ];
  return [...new Set([...kept, ...added])].join(",");
}
