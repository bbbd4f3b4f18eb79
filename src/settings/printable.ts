// A configured value as it may be shown: logins masked, control characters escaped.

import { maskCredentials } from "./proxy-url.ts";

export function printableValue(value: string): string {
  const masked = value.includes("@") ? maskCredentials(value) : value;
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is made visible
  return masked.replace(/[\u0000-\u001f\u007f-\u009f]/g, (character) => JSON.stringify(character).slice(1, -1));
}
