// A value that must never be printed: every conversion to text, JSON or inspection gives a placeholder.

import { inspect } from "node:util";

export const REDACTED = "[redacted]";

export class Secret {
  readonly #value: string;

  constructor(value: string) {
    this.#value = value;
  }

  /** The plain value: only for the bytes sent to a server, and for the redactor that hunts for it. */
  reveal(): string {
    return this.#value;
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

/** A login: user names are as secret as passwords. */
export interface Credentials {
  user: Secret;
  password: Secret;
}
