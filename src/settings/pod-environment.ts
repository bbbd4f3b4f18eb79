// The environment that CARTO's containers get, logins included: handed to decisions and child processes, never printed.

import { inspect } from "node:util";
import { REDACTED } from "./secret.ts";

export class PodEnvironment {
  readonly #variables: ReadonlyMap<string, string>;

  constructor(variables: Record<string, string | undefined>) {
    const set = Object.entries(variables).flatMap(([name, value]) =>
      value === undefined ? [] : [[name, value] as const],
    );
    this.#variables = new Map(set);
  }

  /** An empty value is "": some libraries let it hide the other spelling of the name. */
  get(name: string): string | undefined {
    return this.#variables.get(name);
  }

  /** The plain values: for a client's own route decision and for a child's environment. */
  reveal(): Record<string, string> {
    return Object.fromEntries(this.#variables);
  }

  toString(): string {
    return REDACTED;
  }

  toJSON(): string {
    return REDACTED;
  }

  [inspect.custom](): string {
    return REDACTED;
  }
}
