// What a warehouse URL takes from files, so that no command line holds it: a password, a service account's key, a private key.

import { type Credentials, Secret } from "./secret.ts";
import type { WarehouseKind } from "./settings.ts";
import type { Fail } from "./url-parts.ts";
import { privateKey, serviceAccount } from "./warehouse-key.ts";

export interface WarehouseSecrets {
  credentials: Credentials | null;
  /** A service account's key file (BigQuery) or a private key in PEM (Snowflake), as text. */
  key?: Secret;
}

/** Text of a file; throws an Error whose message says in words why it cannot be read. */
export type ReadSecret = (file: string) => string;

/** The parameters by which a URL names a file, for each kind that logs in. */
export const FILE_PARAMETERS: Partial<Record<WarehouseKind, readonly string[]>> = {
  postgres: ["password_file"],
  redshift: ["password_file"],
  redis: ["password_file"],
  databricks: ["password_file"],
  snowflake: ["password_file", "private_key_file"],
  bigquery: ["keyfile"],
};

/** `fail` never hears a piece of a file's content, nor the name of one that could hold a credential. */
export function readSecrets(
  kind: WarehouseKind,
  written: Credentials | null,
  query: ReadonlyMap<string, string>,
  read: ReadSecret,
  fail: Fail,
): WarehouseSecrets {
  const content = (parameter: string): string | null => {
    const file = query.get(parameter);
    if (file === undefined || !FILE_PARAMETERS[kind]?.includes(parameter)) return null;
    return contentOf(file, parameter, read, fail);
  };
  /** Says of a file's content what is wrong with it, by the parameter and the file that hold it. */
  const failIn = (parameter: string): Fail => {
    return (what) => fail(`${parameter}: the file ${query.get(parameter)}: ${what}`);
  };
  const keyfile = content("keyfile");
  if (keyfile !== null) return { credentials: null, key: serviceAccount(keyfile, failIn("keyfile")) };
  const password = content("password_file");
  const pem = content("private_key_file");
  if (password === null && pem === null) return { credentials: written };
  const user = userOf(kind, written, fail);
  if (password !== null && pem !== null) fail("password_file and private_key_file: leave out one of the two");
  if (written !== null && written.password.reveal() !== "")
    fail(
      `a password stands in the URL, and ${pem === null ? "password_file names another one" : "private_key_file a key to log in with instead"}: leave out one of the two`,
    );
  const credentials = { user, password: new Secret(password ?? "") };
  return pem === null ? { credentials } : { credentials, key: privateKey(pem, failIn("private_key_file")) };
}

function userOf(kind: WarehouseKind, written: Credentials | null, fail: Fail): Secret {
  if (written !== null) return written.user;
  if (kind === "redis") return new Secret("");
  // The user's name of every personal access token.
  if (kind === "databricks") return new Secret("token");
  return fail("a file for the password, and no user before the host: scheme://USER@host");
}

/** Editors end a file with a newline, which is part of no password. */
function contentOf(file: string, parameter: string, read: ReadSecret, fail: Fail): string {
  let text: string;
  try {
    text = read(file);
  } catch (error) {
    return fail(`${parameter}: the file ${file}: ${error instanceof Error ? error.message : "it cannot be read"}`);
  }
  const content = text.replace(/^\uFEFF/, "").replace(/\r?\n$/, "");
  if (content === "") fail(`${parameter}: the file ${file} is empty`);
  return content.includes("\0") ? fail(`${parameter}: the file ${file} holds a NUL character`) : content;
}
