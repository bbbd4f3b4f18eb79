// pg, with a connection string.

import { type Library, NotTheService } from "./library.ts";

export const postgres: Library = async () => {
  const { default: pg } = await import("pg");
  return async ({ postgres: connectionString }) => {
    const client = new pg.Client({ connectionString });
    client.on("error", () => {});
    await client.connect();
    const { rows } = await client.query("select 1 as one");
    if (String(rows[0]?.one) !== "1") throw new NotTheService(JSON.stringify(rows));
    await client.end();
    return "select 1";
  };
};
