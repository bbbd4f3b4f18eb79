// Each library by its name.

import type { LibraryName } from "../job.ts";
import { bigqueryApi, bigqueryToken } from "./bigquery.ts";
import { databricks } from "./databricks.ts";
import { fetch } from "./fetch.ts";
import type { Library } from "./library.ts";
import { nodeHttp } from "./node-http.ts";
import { postgres } from "./postgres.ts";
import { pubsub } from "./pubsub.ts";
import { snowflake } from "./snowflake.ts";

export const libraries = {
  fetch,
  "node-http": nodeHttp,
  "bigquery-token": bigqueryToken,
  "bigquery-api": bigqueryApi,
  snowflake,
  postgres,
  pubsub,
  databricks,
} satisfies Record<LibraryName, Library>;
