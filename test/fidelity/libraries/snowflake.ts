// snowflake-sdk: login, `select 1`, end. Its look-round for a cloud is off, or it would ask addresses that are no part of the outcome.

import { createRequire } from "node:module";
import type { Connection } from "snowflake-sdk";
import { type Library, NotTheService } from "./library.ts";

export const snowflake: Library = async () => {
  process.env.SNOWFLAKE_DISABLE_PLATFORM_DETECTION = "true";
  const sdk = createRequire(import.meta.url)("snowflake-sdk") as typeof import("snowflake-sdk");
  sdk.configure({ logLevel: "OFF", additionalLogToConsole: false });
  return async ({ hosts, credentials: { snowflake: account } }) => {
    const connection = sdk.createConnection({
      account: hosts.snowflake.split(".")[0]!,
      username: account.user,
      password: account.password,
      sfRetryMaxLoginRetries: 0,
    });
    await new Promise<void>((resolve, reject) => {
      connection.connect((error) => (error ? reject(error) : resolve()));
    });
    const rows = await select1(connection);
    if (JSON.stringify(rows) !== '[{"1":1}]') throw new NotTheService(JSON.stringify(rows));
    await new Promise<void>((resolve) => connection.destroy(() => resolve()));
    return "select 1";
  };
};

function select1(connection: Connection): Promise<unknown> {
  return new Promise((resolve, reject) => {
    connection.execute({
      sqlText: "select 1",
      complete: (error, _statement, rows) => (error ? reject(error) : resolve(rows)),
    });
  });
}
