// The keys that warehouses are logged in to with: whether a file holds one, and which pieces of it the redactor has to know.

import { createPrivateKey } from "node:crypto";
import { Secret } from "./secret.ts";
import type { Fail } from "./url-parts.ts";

/** As Google's console hands it out: the three fields that the library needs. `fail` never hears a piece of the text. */
export function serviceAccount(text: string, fail: Fail): Secret {
  let key: unknown;
  try {
    key = JSON.parse(text);
  } catch {
    fail("no JSON; the key of a service account is wanted as Google's console hands it out");
  }
  const { type, client_email, private_key } = Object(key) as Record<string, unknown>;
  if (type !== "service_account") fail('its "type" is not "service_account"');
  for (const [name, value] of Object.entries({ client_email, private_key })) {
    if (typeof value !== "string" || value === "") fail(`it has no "${name}"`);
  }
  checkKey(private_key as string, (what) => fail(`"private_key": ${what}`));
  return new Secret(text);
}

/** In PEM, without a passphrase. `fail` never hears a piece of the text. */
export function privateKey(text: string, fail: Fail): Secret {
  checkKey(text, fail);
  return new Secret(text);
}

function checkKey(pem: string, fail: Fail): void {
  if (/ENCRYPTED/.test(pem)) fail("the key is encrypted, and there is no place for its passphrase here");
  try {
    createPrivateKey(pem);
  } catch {
    fail("no private key in PEM (-----BEGIN PRIVATE KEY-----)");
  }
}

/** The whole of it, the names that it holds, and each line: a library may show a part of a key that it cannot read. */
export function piecesOf(key: Secret): Secret[] {
  const text = key.reveal();
  const names = [...text.matchAll(/"(?:client_email|private_key_id|client_id)"\s*:\s*"([^"]+)"/g)];
  const lines = text.split(/\r?\n|\\n/).filter((line) => line.length >= 24 && !line.startsWith("-----"));
  return [key, ...[...names.map(([, value]) => value!), ...lines].map((piece) => new Secret(piece.trim()))];
}
