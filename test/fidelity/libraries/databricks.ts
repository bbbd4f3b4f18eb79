// @databricks/sql: a session in a SQL warehouse, `select 1`, end.

import { createRequire } from "node:module";
import { type Library, NotTheService } from "./library.ts";

export const databricks: Library = async () => {
  const { DBSQLClient } = createRequire(import.meta.url)("@databricks/sql") as typeof import("@databricks/sql");
  return async ({ hosts, credentials: { databricks: account }, databricksProxy: proxy }) => {
    const client = new DBSQLClient();
    client.on("error", () => {});
    const path = "/sql/1.0/warehouses/lab";
    const connection = await client.connect({
      host: hosts.databricks,
      path,
      token: account.token,
      ...(proxy && { proxy }),
    });
    const session = await connection.openSession();
    const operation = await session.executeStatement("select 1");
    const rows = await operation.fetchAll();
    if (JSON.stringify(rows) !== '[{"1":1}]') throw new NotTheService(JSON.stringify(rows));
    await operation.close();
    await session.close();
    await client.close();
    return "select 1";
  };
};
