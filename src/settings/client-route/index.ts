// Every client library's reading, in the order in which they are shown: (variables, target) → the route that each takes.

import { axios, axios0, axios1 } from "./axios.ts";
import type { ClientReading, ClientRoute, ClientTarget, Variables } from "./client-route.ts";
import { curl } from "./curl.ts";
import { databricks } from "./databricks.ts";
import { go } from "./go.ts";
import { gaxios, teenyRequest } from "./google.ts";
import { grpc } from "./grpc.ts";
import { nodeFetch, nodeHttp } from "./node-env.ts";
import { proxyAgent } from "./proxy-from-env.ts";
import { requests } from "./requests.ts";
import { snowflake, snowflake1, snowflake22 } from "./snowflake.ts";
import { undici7, undici8, undici810 } from "./undici.ts";

export const CLIENT_READINGS: readonly ClientReading[] = [
  undici8,
  undici810,
  undici7,
  nodeFetch(26),
  nodeFetch(24),
  nodeFetch(22),
  nodeHttp(24),
  nodeHttp(22),
  proxyAgent,
  gaxios,
  teenyRequest,
  snowflake,
  snowflake22,
  snowflake1,
  grpc,
  databricks,
  axios,
  axios1,
  axios0,
  curl,
  requests,
  go,
];

export interface ReadRoute extends ClientRoute {
  client: ClientReading["client"];
  versions: string;
}

/** What each library does with the target, one row for each range of versions. */
export function clientRoutes(variables: Variables, target: ClientTarget): ReadRoute[] {
  return CLIENT_READINGS.map(({ client, versions, read }) => ({ client, versions, ...read(variables, target) }));
}

/** Not a client that reads no variable, and not an old Snowflake driver where no Snowflake is asked. */
export function counts({ client, versions }: Pick<ReadRoute, "client" | "versions">, host: string): boolean {
  if (client === "databricks-sql") return false;
  return client !== "snowflake-sdk" || versions.startsWith(">=") || isSnowflake(host);
}

export function isSnowflake(host: string): boolean {
  return /(^|\.)snowflakecomputing\.(com|cn)$/i.test(host);
}
