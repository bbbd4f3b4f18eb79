// What the operator answered to one question of KOTS, and how some answers are packed.

import type { Place } from "../configuration.ts";
import { textOf, type Value, valueAt } from "../yaml/values.ts";

export interface Answer {
  text: string;
  from: Place;
}

/** What was answered, else the default that KOTS filled in; null where both are empty. */
export function answer(items: Value | null, name: string): Answer | null {
  for (const key of ["value", "valuePlaintext", "default"]) {
    const value = valueAt(items, `${name}.${key}`);
    const text = textOf(value) ?? "";
    if (value !== null && text !== "") return { text, from: { ...value.from, key: `spec.values.${name}` } };
  }
  return null;
}

/** The item holds JSON: {"provider": "s3"}. */
export function providerIn(text: string): string {
  try {
    const parsed: unknown = JSON.parse(text);
    return String((parsed as { provider?: unknown } | null)?.provider ?? text);
  } catch {
    return text;
  }
}

export function fromBase64(text: string): string {
  const decoded = Buffer.from(text, "base64").toString("utf8");
  return !text.includes("-----BEGIN") && decoded.includes("-----BEGIN") ? decoded : text;
}
