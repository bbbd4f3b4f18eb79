// A zod issue in plain words: what is wrong, and the fix.

import type { z } from "zod";
import { nearestName } from "./nearest.ts";

type Issue = z.core.$ZodIssue;

const KINDS: Record<string, string> = {
  string: "text",
  number: "a number",
  boolean: "true or false",
  array: "a list",
  object: "a mapping of fields",
  record: "a mapping of names",
};

/** `value` is what stands at the issue's path. */
export function issueText(issue: Issue, value: unknown): string {
  switch (issue.code) {
    case "invalid_type":
      return value === undefined
        ? "is missing; add it"
        : `is ${kindOf(value)}; write ${expectedKind(issue.expected)}${quoting(issue.expected, value)}`;
    case "invalid_value":
      return value === undefined
        ? `is missing; add one of ${issue.values.join(", ")}`
        : choiceText(value, issue.values.map(String));
    default:
      return issue.message;
  }
}

export function unknownField(key: string, fields: readonly string[]): string {
  const nearest = nearestName(key, fields);
  return nearest === null
    ? `unknown field; known are ${fields.join(", ")}`
    : `unknown field; did you mean "${nearest}"?`;
}

function choiceText(value: unknown, choices: string[]): string {
  const nearest = typeof value === "string" ? nearestName(value, choices) : null;
  const list = `write one of ${choices.join(", ")}`;
  if (typeof value !== "string") return `is ${kindOf(value)}; ${list}`;
  return nearest === null
    ? `is none of the known words; ${list}`
    : `is unknown; did you mean "${nearest}"? (${choices.join(", ")})`;
}

function expectedKind(expected: string): string {
  return KINDS[expected] ?? expected;
}

/** YAML reads 2026.11 as a number and "443" as text: the commonest slip has the simplest cure. */
function quoting(expected: string, value: unknown): string {
  if (expected === "string" && (typeof value === "number" || typeof value === "boolean"))
    return `, in quotes: "${value}"`;
  if (expected === "number" && typeof value === "string") return ", without quotes";
  return "";
}

function kindOf(value: unknown): string {
  if (value === null) return "empty";
  if (Array.isArray(value)) return "a list";
  if (typeof value === "object") return "a mapping of fields";
  return KINDS[typeof value] ?? typeof value;
}
