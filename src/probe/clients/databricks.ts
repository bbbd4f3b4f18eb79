// Databricks' driver, which goes direct whatever the environment says: @databricks/sql where it is installed, else undici as its Thrift stack.

import { childModule, library } from "./library.ts";

export interface DatabricksDetail {
  host: string;
  port: number;
  /** Of the SQL warehouse: "/sql/1.0/warehouses/ID". */
  path: string;
  token: string | null;
}

export const databricks = library<DatabricksDetail>({
  child: childModule(import.meta.url, "databricks-child"),
  waitingFor: "answer to Databricks' driver",
  detail: ({ host, port, warehouse }, { settings }) => {
    const configured = settings.warehouses[warehouse?.index ?? -1];
    return {
      host,
      port,
      path: configured?.path ?? "/sql/1.0/warehouses/carto-proxy-probe",
      // "token" is the user's name of every personal access token.
      token: configured?.credentials?.password.reveal() || null,
    };
  },
});
