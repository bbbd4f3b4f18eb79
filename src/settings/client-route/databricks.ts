// @databricks/sql: a proxy is an option that the application passes; the environment is not read.

import { goesDirect } from "./answer.ts";
import type { ClientReading } from "./client-route.ts";

export const databricks: ClientReading = {
  client: "databricks-sql",
  versions: ">=1",
  version: "2.1.0",
  read: () => goesDirect("it reads no variable: a proxy would have to be passed to it by the application"),
};
