// `${NAME}` references in a value: read from the environment, and never looked into once inserted.

import { UsageError } from "./usage-error.ts";

export type Environment = Record<string, string | undefined>;

const REFERENCE = /\$\{([A-Za-z_][A-Za-z0-9_]*)\}/;

/**
 * `text` with each `${NAME}` replaced by its value as it is. `decode` is applied to what stands between the references.
 * @throws {UsageError} that names the variable which is not set.
 */
export function insertReferences(
  text: string,
  env: Environment,
  from: string,
  decode: (literal: string) => string = (literal) => literal,
): string {
  // split() with a group: literals at even places, names at odd ones.
  return text
    .split(new RegExp(REFERENCE, "g"))
    .map((piece, place) => (place % 2 === 0 ? decode(piece) : lookUp(piece, env, from)))
    .join("");
}

/** True for a text that is one reference and nothing else. */
export function isWholeReference(text: string): boolean {
  return new RegExp(`^${REFERENCE.source}$`).test(text);
}

function lookUp(name: string, env: Environment, from: string): string {
  const value = env[name];
  if (value === undefined) throw new UsageError(`${from}: it refers to \${${name}}, and ${name} is not set`);
  return value;
}
