// Which names of variables and values hold a secret: their values go to the redactor and to no output.

import { Secret } from "./secret.ts";

const NAME = /(?:PASS(?:WORD|WD|PHRASE)?|SECRET|KEY|KEY_?ID|TOKEN|SALT|CREDENTIALS?)$/i;
const USER = /USER(?:_?NAME)?$/i;
/** What a secret is not: a switch, a number, the path of a file. */
const PLAIN = /^(?:true|false|yes|no|on|off|null|\d{1,5}|\/[\w./-]*)$/i;

export function isSecretName(name: string): boolean {
  return NAME.test(name);
}

/** Names of accounts are not shown either. */
export function isHiddenName(name: string): boolean {
  return isSecretName(name) || USER.test(name);
}

/** The value as a secret, where it is one by its name and worth hiding. */
export function secretOf(name: string, value: string): Secret[] {
  return isSecretName(name) && value.trim() !== "" && !PLAIN.test(value.trim()) ? [new Secret(value)] : [];
}
