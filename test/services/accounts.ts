// The credentials that the fake services accept, minted for one run: nothing in this repository opens anything.

import { generateKeyPairSync, randomBytes } from "node:crypto";

/** What the services know. */
export interface Accounts {
  google: { clientEmail: string; publicKey: string; accessToken: string };
  snowflake: { user: string; password: string };
  databricks: { token: string };
}

/** A service account's key file, as Google's console gives it out. */
export interface ServiceAccountKey {
  type: "service_account";
  project_id: string;
  private_key_id: string;
  private_key: string;
  client_email: string;
  token_uri: string;
}

/** What a client is given. */
export interface Credentials {
  google: ServiceAccountKey;
  snowflake: Accounts["snowflake"];
  databricks: Accounts["databricks"];
}

const secret = () => randomBytes(12).toString("hex");

export function mintAccounts(): { accounts: Accounts; credentials: Credentials } {
  const snowflake = { user: "CARTO", password: `pass/${secret()}` };
  const databricks = { token: `dapi${secret()}` };
  const { google, publicKey } = mintKey();
  const known = { clientEmail: google.client_email, publicKey, accessToken: `ya29.${secret()}` };
  return { accounts: { google: known, snowflake, databricks }, credentials: { google, snowflake, databricks } };
}

/** The right names with wrong secrets: another key, another password, another token. */
export function wrongCredentials({ snowflake }: Credentials): Credentials {
  return {
    google: mintKey().google,
    snowflake: { user: snowflake.user, password: `wrong/${secret()}` },
    databricks: { token: `dapi${secret()}` },
  };
}

function mintKey(): { google: ServiceAccountKey; publicKey: string } {
  const { privateKey, publicKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
  const google: ServiceAccountKey = {
    type: "service_account",
    project_id: "carto-lab",
    private_key_id: secret(),
    private_key: privateKey.export({ type: "pkcs8", format: "pem" }).toString(),
    client_email: "maps@carto-lab.iam.gserviceaccount.com",
    token_uri: "https://oauth2.googleapis.com/token",
  };
  return { google, publicKey: publicKey.export({ type: "spki", format: "pem" }).toString() };
}
