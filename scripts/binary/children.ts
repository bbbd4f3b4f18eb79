// The modules that the product forks, by the name that they have in dist/. A new one is one line here.

export const CHILDREN: Record<string, () => Promise<unknown>> = {
  "resolver-child.js": () => import("../../src/probe/resolver-child.ts"),
  "postgres-child.js": () => import("../../src/probe/clients/postgres-child.ts"),
  "fetch-child.js": () => import("../../src/probe/clients/fetch-child.ts"),
  "node-http-child.js": () => import("../../src/probe/clients/node-http-child.ts"),
  "snowflake-child.js": () => import("../../src/probe/clients/snowflake-child.ts"),
  "bigquery-child.js": () => import("../../src/probe/clients/bigquery-child.ts"),
  "databricks-child.js": () => import("../../src/probe/clients/databricks-child.ts"),
  "pubsub-child.js": () => import("../../src/probe/clients/pubsub-child.ts"),
};
