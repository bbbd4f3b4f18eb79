// Nested values that remember where they stand: what a YAML or JSON file gives, and what Helm makes of several.

import type { Place } from "../configuration.ts";

export type Value = MapValue | ListValue | ScalarValue;

export interface MapValue {
  kind: "map";
  entries: Map<string, Value>;
  from: Place;
}

export interface ListValue {
  kind: "list";
  items: Value[];
  from: Place;
}

export interface ScalarValue {
  kind: "scalar";
  value: string | number | bigint | boolean | null;
  /** As written, quotes undone. */
  text: string;
  from: Place;
}

/** The value at a dotted path; null where it is absent, and where it is null: Helm then takes the chart's default. */
export function valueAt(values: Value | null, path: string): Value | null {
  let here = values;
  for (const key of path.split(".")) {
    if (here?.kind !== "map") return null;
    here = here.entries.get(key) ?? null;
  }
  return here?.kind === "scalar" && here.value === null ? null : here;
}

/** As Helm merges values files: maps key by key, anything else replaced. */
export function merged(earlier: Value | null, later: Value): Value {
  if (earlier?.kind !== "map" || later.kind !== "map") return later;
  const entries = new Map(earlier.entries);
  for (const [key, value] of later.entries) {
    const before = entries.get(key);
    entries.set(key, before === undefined ? value : merged(before, value));
  }
  return { kind: "map", entries, from: later.from };
}

/** A string, number or boolean as text; null for anything else and for an absent value. */
export function textOf(value: Value | null): string | null {
  if (value?.kind !== "scalar" || value.value === null) return null;
  return typeof value.value === "boolean" ? String(value.value) : value.text;
}

/** Any value as it is written on one line, cut at some 200 characters. */
export function written(value: Value): string {
  return flow(value).slice(0, 200);
}

function flow(value: Value): string {
  if (value.kind === "scalar") return typeof value.value === "string" ? JSON.stringify(value.text) : value.text;
  if (value.kind === "list") return `[${value.items.slice(0, 20).map(flow).join(", ")}]`;
  return `{${[...value.entries]
    .slice(0, 20)
    .map(([key, inner]) => `${key}: ${flow(inner)}`)
    .join(", ")}}`;
}
