// Hunts for secrets that are never sent anywhere, such as an API key in a configuration file: in plain and as one encoding of the whole.

import { REDACTED, type Secret } from "./secret.ts";

/** A file has some sixty; what is beyond this is no configuration. */
const MOST = 2000;
const SHORTEST = 6;
/** "changeme": hiding a word would hide it wherever a report says it. */
const WORD = /^(?:[a-z]{1,11}|[A-Z]{1,11})$/;

/**
 * Cheap where the redactor's mixtures of encodings are not: hundreds of secrets cost a text less than a millisecond. `isWeak` says
 * which are words that stand in reports anyway.
 */
export function literalHunter(secrets: Secret[], isWeak: (value: string) => boolean): (text: string) => string {
  const values = new Set(secrets.slice(0, MOST).map((secret) => secret.reveal()));
  const forms = [...values]
    .filter((value) => value.length >= SHORTEST && !WORD.test(value) && !isWeak(value))
    .flatMap(formsOf);
  const longestFirst = [...new Set(forms)].toSorted((one, other) => other.length - one.length);
  return (text) => {
    let redacted = text;
    for (const form of longestFirst) if (redacted.includes(form)) redacted = redacted.replaceAll(form, REDACTED);
    return redacted;
  };
}

function formsOf(value: string): string[] {
  const bytes = Buffer.from(value, "utf8");
  const encoded = [bytes.toString("hex"), bytes.toString("hex").toUpperCase()];
  // At each alignment inside a longer text, without the characters that the value shares with its neighbours.
  for (const offset of value.length < 8 ? [0] : [0, 1, 2]) {
    const base64 = Buffer.concat([Buffer.alloc(offset), bytes])
      .toString("base64")
      .replace(/=+$/, "");
    const own = base64.slice(offset === 0 ? 0 : offset + 1, Math.floor(((offset + bytes.length) * 8) / 6));
    encoded.push(own, own.replaceAll("+", "-").replaceAll("/", "_"));
  }
  return [
    value,
    value.trim(),
    encodeURIComponent(value.toWellFormed()),
    JSON.stringify(value).slice(1, -1),
    ...encoded,
  ];
}
