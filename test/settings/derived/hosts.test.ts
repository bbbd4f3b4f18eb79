import { describe, expect, test } from "vitest";
import { readSettings } from "../../../src/settings/read.ts";

const read = (variables: Record<string, string>) => readSettings([{ name: ".env", kind: "env", variables }]);
const hosts = (variables: Record<string, string>) =>
  read(variables).hosts.map(({ name, protocol, host, port, need }) => `${name} ${protocol}://${host}:${port} ${need}`);

describe("buckets", () => {
  const s3 = { WORKSPACE_IMPORTS_PROVIDER: "s3", WORKSPACE_IMPORTS_REGION: "eu-west-1" };

  test.each<[Record<string, string>, string[]]>([
    [{ WORKSPACE_IMPORTS_PROVIDER: "gcp" }, ["bucket-imports https://storage.googleapis.com:443 required"]],
    [s3, ["bucket-imports https://s3.eu-west-1.amazonaws.com:443 required"]],
    [
      { ...s3, WORKSPACE_IMPORTS_BUCKET: "data" },
      ["bucket-imports https://data.s3.eu-west-1.amazonaws.com:443 required"],
    ],
    [
      { ...s3, WORKSPACE_IMPORTS_BUCKET: "my.data" },
      ["bucket-imports https://s3.eu-west-1.amazonaws.com:443 required"],
    ],
    [
      { ...s3, WORKSPACE_IMPORTS_BUCKET: "data", WORKSPACE_IMPORTS_FORCE_PATH_STYLE: "true" },
      ["bucket-imports https://s3.eu-west-1.amazonaws.com:443 required"],
    ],
    [
      { ...s3, WORKSPACE_IMPORTS_REGION: "cn-north-1" },
      ["bucket-imports https://s3.cn-north-1.amazonaws.com.cn:443 required"],
    ],
    [
      { ...s3, WORKSPACE_IMPORTS_ENDPOINT: "http://minio.corp:9000" },
      ["bucket-imports http://minio.corp:9000 required"],
    ],
    [{ ...s3, WORKSPACE_IMPORTS_ENDPOINT: "http://minio:9000" }, []],
    [{ WORKSPACE_IMPORTS_PROVIDER: "s3" }, []],
    [{ ...s3, WORKSPACE_IMPORTS_REGION: "<region>" }, []],
    [
      { IMPORT_PROVIDER: "azure-blob", IMPORT_STORAGE_ACCOUNT: "account" },
      ["bucket-import https://account.blob.core.windows.net:443 required"],
    ],
    [{ IMPORT_PROVIDER: "azure-blob", IMPORT_STORAGE_ACCOUNT: "Not Valid" }, []],
    [
      { ...s3, WORKSPACE_THUMBNAILS_PROVIDER: "s3", WORKSPACE_THUMBNAILS_REGION: "eu-west-1" },
      ["bucket-thumbnails https://s3.eu-west-1.amazonaws.com:443 required"],
    ],
    [
      { WORKSPACE_IMPORTS_EXTERNAL_URL: "https://files.corp" },
      ["bucket-imports-external https://files.corp:443 optional"],
    ],
  ])("%j", (variables, expected) => {
    expect(hosts(variables)).toEqual(expected);
  });
});

describe("message broker and sign-in", () => {
  test.each<[Record<string, string>, string[]]>([
    [{ PUBSUB_CUSTOM_DOMAIN: "pubsub.corp" }, ["pubsub-domain grpc://pubsub.corp:443 required"]],
    [{ PUBSUB_USE_REST_API: "true" }, ["pubsub-rest https://pubsub.googleapis.com:443 required"]],
    [{ PUBSUB_USE_REST_API: "false" }, []],
    [
      { PUBSUB_CUSTOM_DOMAIN: "pubsub.corp", PUBSUB_USE_REST_API: "true" },
      ["pubsub-domain https://pubsub.corp:443 required"],
    ],
    [{ CARTO_AUTH0_CUSTOM_DOMAIN: "auth.carto.com" }, ["auth-domain https://auth.carto.com:443 required"]],
  ])("%j", (variables, expected) => {
    expect(hosts(variables)).toEqual(expected);
  });
});

describe("warehouse providers", () => {
  const features = (variables: Record<string, string>) =>
    read(variables).configuration.features.map(({ feature }) => feature);

  test("all turned on is how CARTO ships: it says nothing", () => {
    expect(features({ WAREHOUSE_PROVIDERS_SNOWFLAKE: "true", WAREHOUSE_PROVIDERS_BIGQUERY: "true" })).toEqual([]);
  });

  test("where some were turned off, the others were chosen", () => {
    expect(
      features({
        WAREHOUSE_PROVIDERS_SNOWFLAKE: "true",
        WAREHOUSE_PROVIDERS_DATABRICKS: "true",
        WAREHOUSE_PROVIDERS_DATABRICKS_REST: "true",
        WAREHOUSE_PROVIDERS_BIGQUERY: "false",
      }),
    ).toEqual(["warehouse:snowflake", "warehouse:databricks"]);
  });
});
