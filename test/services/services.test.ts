// The fake services, asked by the real libraries through a plain CONNECT proxy: with the right credentials, and with wrong ones.

import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { askLibrary } from "../fidelity/asking.ts";
import type { Job, LibraryName } from "../fidelity/job.ts";
import { leaf } from "../support/certificates.ts";
import { listening, Servers } from "../support/loopback.ts";
import { mintPki } from "../support/pki.ts";
import { type ProxyLoopback, proxyThat } from "../support/proxy-that.ts";
import { mintAccounts, wrongCredentials } from "./accounts.ts";
import { plainFront, secureFront } from "./front.ts";
import { services } from "./index.ts";
import { type Answered, json } from "./service.ts";

const HOSTS = {
  web: "auth.carto.com",
  snowflake: "acct.snowflakecomputing.com",
  databricks: "dbc-lab.cloud.databricks.com",
  pubsub: "pubsub.googleapis.com",
};
const { accounts, credentials } = mintAccounts();
const folder = mkdtempSync(join(tmpdir(), "carto-proxy-services-"));
const servers = new Servers();
let proxy: ProxyLoopback;

beforeAll(async () => {
  const { root } = await mintPki();
  writeFileSync(join(folder, "root.pem"), root.pem);
  const identity = await leaf(root, [...Object.values(HOSTS), "oauth2.googleapis.com", "bigquery.googleapis.com"]);
  const find = services(accounts);
  const answers = (asked: Parameters<typeof find>[0]): Answered => find(asked) ?? json(404, {});
  const secure = await servers.up(listening(secureFront(identity, answers)));
  const plain = await servers.up(listening(plainFront(answers)));
  proxy = await servers.up(proxyThat.works((target) => (target.endsWith(":80") ? plain.port : secure.port)));
});

afterAll(async () => {
  await servers.closeAll();
  rmSync(folder, { recursive: true });
});

function ask(library: LibraryName, given: Partial<Job> = {}) {
  const url = `http://127.0.0.1:${proxy.port}`;
  const variables = ["HTTP_PROXY", "HTTPS_PROXY", "http_proxy", "https_proxy", "grpc_proxy"];
  return askLibrary(
    {
      library,
      hosts: HOSTS,
      postgres: "",
      credentials,
      accessToken: accounts.google.accessToken,
      databricksProxy: { protocol: "http", host: "127.0.0.1", port: proxy.port },
      limitMs: 60_000,
      ...given,
    },
    { ...Object.fromEntries(variables.map((name) => [name, url])), SSL_CERT_FILE: join(folder, "root.pem") },
  );
}

test.each<[LibraryName, string, string[]]>([
  ["fetch", "200, issuer https://auth.carto.com/", ["auth.carto.com:443"]],
  ["node-http", "200, issuer https://auth.carto.com/", ["auth.carto.com:443"]],
  ["bigquery-token", "an access token", ["oauth2.googleapis.com:443"]],
  ["bigquery-api", "a dry run", ["bigquery.googleapis.com:443"]],
  ["snowflake", "select 1", ["acct.snowflakecomputing.com:443", "ocsp.snowflakecomputing.com:80"]],
  ["pubsub", "UNAUTHENTICATED", ["pubsub.googleapis.com:443"]],
  ["databricks", "select 1", ["dbc-lab.cloud.databricks.com:443"]],
])("%s is served, by the proxy alone", async (library, why, connects) => {
  const outcome = await ask(library);
  expect(outcome).toMatchObject({ works: true, why });
  expect([...new Set(outcome.connects)].toSorted()).toEqual(connects);
  expect([...new Set(outcome.peers)]).toEqual([`127.0.0.1:${proxy.port}`]);
});

test.each<[LibraryName, RegExp]>([
  ["bigquery-token", /invalid_grant/],
  ["snowflake", /390100 Incorrect username or password/],
  ["databricks", /403/],
])("%s is refused with wrong credentials, in the service's own words", async (library, why) => {
  const outcome = await ask(library, { credentials: wrongCredentials(credentials) });
  expect(outcome).toMatchObject({ works: false, why: expect.stringMatching(why) });
});

test("bigquery-api is refused with a token of nobody, by Google's own body", async () => {
  const outcome = await ask("bigquery-api", { accessToken: "ya29.nobody" });
  expect(outcome).toMatchObject({ works: false, why: expect.stringMatching(/^401 .*(credential|Login Required)/i) });
});
