import { expect, test } from "vitest";
import { CLIENT_NAMES } from "../../src/plan/check.ts";
import { makePlan, type PlanOptions } from "../../src/plan/plan.ts";
import { readSettings } from "../../src/settings/read.ts";
import { environmentSource } from "../../src/settings/source.ts";
import { loadWhitelist } from "../../src/whitelist/load.ts";

const ALL: PlanOptions = { features: [], clients: [...CLIENT_NAMES], only: [], skip: [] };
const { domains } = loadWhitelist(null);

function clientsIn(env: Record<string, string>, warehouses: string[] = [], options = ALL) {
  const settings = readSettings([environmentSource(env)], { deployment: "vm", warehouses });
  return makePlan(settings, domains, options).checks.filter(({ kind }) => kind === "client");
}

const routes = (checks: ReturnType<typeof clientsIn>) =>
  Object.fromEntries(
    checks.map(({ id, route }) => [id, route.kind === "proxy" ? `${route.proxy} (${route.reason})` : route.reason]),
  );

const BOTH = (url: string) => ({ HTTP_PROXY: url, http_proxy: url, HTTPS_PROXY: url, https_proxy: url });

test("without a warehouse: the two HTTP clients against the host that shows who it is, grpc-js where gRPC is spoken", () => {
  const ids = clientsIn({}).map(({ id }) => id);
  expect(ids).toEqual(expect.arrayContaining(["client:fetch@auth.carto.com", "client:node-http@auth.carto.com"]));
  expect(ids).toContain("client:pubsub@pubsub.googleapis.com");
  expect(ids.filter((id) => !/^client:(fetch|node-http|pubsub)@/.test(id))).toEqual([]);
});

test("they are as needed as the row that they stand for", () => {
  for (const { need, client } of clientsIn({})) if (client !== "pubsub") expect(need).toBe("required");
});

test("Pub/Sub's REST interface needs no gRPC client", () => {
  expect(clientsIn({ PUBSUB_USE_REST_API: "true" }).map(({ client }) => client)).toEqual(["fetch", "node-http"]);
});

test("each warehouse by its driver, with and without a login; BigQuery's two legs apart", () => {
  const urls = [
    "snowflake://account",
    "bigquery://a-project",
    "databricks://dbc.cloud.databricks.com",
    "postgres://db.internal/maps",
    "postgres://reader:secret-word@db.internal/maps",
    "redshift://reader:secret-word@rs.internal/maps",
  ];
  const ids = clientsIn({}, urls).map(({ id }) => id);
  expect(ids.filter((id) => !/@(auth\.carto\.com|pubsub\.)/.test(id))).toEqual([
    "client:snowflake@account.snowflakecomputing.com",
    "client:bigquery@oauth2.googleapis.com",
    "client:bigquery@bigquery.googleapis.com",
    "client:databricks@dbc.cloud.databricks.com",
    "client:postgres@db.internal",
    "client:postgres@rs.internal",
  ]);
});

test("--clients leaves out the others", () => {
  expect(
    clientsIn({}, ["snowflake://account"], { ...ALL, clients: ["snowflake"] }).map(({ client }) => client),
  ).toEqual(["snowflake"]);
  expect(clientsIn({}, ["snowflake://account"], { ...ALL, clients: [] })).toEqual([]);
});

const WAREHOUSES = ["snowflake://account", "bigquery://a-project", "databricks://dbc.cloud.databricks.com"];

test("each goes by its own reading of the variables: BigQuery's legs by two of them", () => {
  const env = { HTTP_PROXY: "http://one.corp:3128", HTTPS_PROXY: "http://two.corp:3128" };
  expect(routes(clientsIn(env, WAREHOUSES))).toMatchObject({
    "client:fetch@auth.carto.com": "http://two.corp:3128 (https_proxy)",
    "client:bigquery@oauth2.googleapis.com": "http://two.corp:3128 (https_proxy)",
    "client:bigquery@bigquery.googleapis.com": "http://one.corp:3128 (http_proxy)",
    "client:snowflake@account.snowflakecomputing.com": "http://two.corp:3128 (https_proxy)",
    // Upper case alone.
    "client:pubsub@pubsub.googleapis.com": "client-bypass",
    "client:databricks@dbc.cloud.databricks.com": "warehouse-bypass",
  });
});

test("an https:// proxy is none for grpc-js; an entry of NO_PROXY counts for those that read it so", () => {
  const env = { ...BOTH("https://gate.corp:3129"), NO_PROXY: "carto.com", no_proxy: "carto.com" };
  expect(routes(clientsIn(env))).toMatchObject({
    "client:fetch@auth.carto.com": "no_proxy",
    "client:node-http@auth.carto.com": "https://gate.corp:3129 (https_proxy)",
    "client:pubsub@pubsub.googleapis.com": "client-bypass",
  });
});

test("no proxy at all", () => {
  expect(new Set(Object.values(routes(clientsIn({}, WAREHOUSES))))).toEqual(new Set(["no-proxy-configured"]));
});
