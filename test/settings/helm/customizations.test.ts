import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { readCustomizations } from "../../../src/settings/helm/customizations.ts";
import { UsageError } from "../../../src/settings/usage-error.ts";

const folder = mkdtempSync(join(tmpdir(), "carto-proxy-values-"));
afterAll(() => rmSync(folder, { recursive: true }));

function files(...contents: string[]): string[] {
  return contents.map((content, index) => {
    const file = join(folder, `values-${index}.yaml`);
    writeFileSync(file, content);
    return file;
  });
}

const BASE = `externalProxy:
  enabled: true
  type: http
  host: proxy.corp
  port: 3128
  excludedDomains: [localhost, .svc.cluster.local]
`;

describe("several files", () => {
  test("maps are merged, lists are replaced, and each value remembers its file", () => {
    const [one, two] = files(BASE, "externalProxy:\n  excludedDomains: [a]\n  host: other.corp\n");
    const [, last] = readCustomizations([one!, two!]);
    expect(last!.variables).toMatchObject({ HTTP_PROXY: "http://other.corp:3128", NO_PROXY: "a" });
    expect(last!.places?.HTTP_PROXY).toEqual({ source: two, line: 3, key: "externalProxy.host" });
    expect(last!.places?.NODE_TLS_REJECT_UNAUTHORIZED).toEqual({ source: one, line: 2, key: "externalProxy.enabled" });
  });

  test("null takes an earlier value away", () => {
    const [, last] = readCustomizations(files(BASE, "externalProxy:\n  excludedDomains: null\n  port:\n"));
    expect(last!.variables.HTTP_PROXY).toBe("http://proxy.corp:0");
    expect(last!.variables).not.toHaveProperty("NO_PROXY");
  });

  test("the earlier ones set nothing by themselves", () => {
    const [first, last] = readCustomizations(files(BASE, "externalProxy:\n  enabled: false\n"));
    expect(first).toMatchObject({ merged: true, variables: { HTTP_PROXY: "http://proxy.corp:3128" } });
    expect(last).toMatchObject({ variables: {}, decidesProxy: true });
  });

  test("values that exclude each other are found across files", () => {
    const sources = readCustomizations(
      files(`${BASE}  sslCA: x\n`, "externalProxy:\n  sslCAConfigmap: {name: m, key: k}\n"),
    );
    expect(sources.map(({ problems }) => problems?.map(({ kind }) => kind))).toEqual([[], ["conflict"]]);
  });
});

describe("what else the values say", () => {
  const facts = (yaml: string) => readCustomizations(files(yaml))[0]!;

  test("a cluster domain of its own, and Workload Identity", () => {
    const source = facts(
      "clusterDomain: carto.local\ncommonBackendServiceAccount:\n  enableGCPWorkloadIdentity: true\n",
    );
    expect(source.facts).toMatchObject({
      clusterDomain: { name: "carto.local", from: { line: 1 } },
      workloadIdentity: { line: 3, key: "commonBackendServiceAccount.enableGCPWorkloadIdentity" },
    });
    expect(facts("clusterDomain: cluster.local").facts).toMatchObject({ clusterDomain: null, workloadIdentity: null });
  });

  test("metadata database, Redis and buckets as the pods get them", () => {
    const { variables } = facts(`
externalPostgresql: {host: db.corp, user: ana, password: canary, sslEnabled: true, sslCA: PEM}
internalRedis: {enabled: false}
externalRedis: {host: redis.corp, port: 6380, tlsEnabled: true}
appConfigValues: {storageProvider: s3, awsS3Region: eu-west-1, workspaceImportsBucket: b}
cartoConfigValues: {usePubSubRestApi: true, pubsubDomain: pubsub.corp}
`);
    expect(variables).toMatchObject({
      WORKSPACE_POSTGRES_HOST: "db.corp",
      WORKSPACE_POSTGRES_PORT: "5432",
      WORKSPACE_POSTGRES_SSL_ENABLED: "true",
      WORKSPACE_POSTGRES_SSL_CA: "/usr/src/certs/postgresql-ssl-ca/ca.crt",
      REDIS_HOST: "redis.corp",
      REDIS_PORT: "6380",
      REDIS_TLS_ENABLED: "true",
      WORKSPACE_IMPORTS_PROVIDER: "s3",
      WORKSPACE_IMPORTS_REGION: "eu-west-1",
      PUBSUB_USE_REST_API: "true",
      PUBSUB_CUSTOM_DOMAIN: "pubsub.corp",
    });
  });

  test("the chart's own PostgreSQL and Redis are no servers of the customer's", () => {
    const { variables } = facts(
      "internalPostgresql: {enabled: true}\nexternalPostgresql: {host: x.corp}\nexternalRedis: {host: y.corp}",
    );
    expect(variables).toEqual({});
  });

  test("the customer's own identity provider", () => {
    const source = facts(
      "appConfigValues: {disconnected: {enabled: true, protocol: saml, saml: {metadataUrl: 'https://login.corp/x'}}}",
    );
    expect(source.facts).toMatchObject({
      features: [{ feature: "disconnected" }],
      identityProvider: { url: "https://login.corp/x" },
    });
    expect(facts("appConfigValues: {disconnected: {enabled: false, oidc: {issuerUrl: x}}}").facts).toMatchObject({
      features: [],
      identityProvider: null,
    });
  });

  test("only what must be in use is a feature", () => {
    const named = (yaml: string) => facts(yaml).facts?.features?.map(({ feature }) => feature);
    expect(
      named("appConfigValues: {ldsGeocodingProvider: TomTom, ldsIsolineProvider: here, aiFeaturesEnabled: true}"),
    ).toEqual(["lds-tomtom", "lds-here", "ai-features"]);
    // HERE's isoline host is not the one that geocoding asks.
    expect(named("appConfigValues: {ldsGeocodingProvider: here, aiFeaturesEnabled: false}")).toEqual([]);
  });

  test("every password, key and token is known to the redactor", () => {
    const { facts: said } = facts(`
appSecrets: {ldsHereApiKey: {value: canary-1}, openAiApiKey: {value: canary-2}}
cartoSecrets: {jwtApiSecret: {value: canary-3}, instanceId: {value: visible}}
externalPostgresql: {host: h.corp, password: canary-4}
anything: {list: [{apiToken: canary-5}], enableKey: true, portKey: 443}
`);
    const known = new Set(said?.secrets?.map((secret) => secret.reveal()));
    expect([...known].toSorted()).toEqual(["canary-1", "canary-2", "canary-3", "canary-4", "canary-5"]);
  });
});

describe("several documents, and files that are none", () => {
  test("an empty file and one of comments say nothing", () => {
    expect(readCustomizations(files("", "# nothing\n---\n")).map(({ variables }) => variables)).toEqual([{}, {}]);
  });

  test("the one relevant document is taken", () => {
    const [source] = readCustomizations(files(`apiVersion: v1\nkind: Namespace\n---\n${BASE}`));
    expect(source!.variables.HTTP_PROXY).toBe("http://proxy.corp:3128");
    expect(source!.places?.HTTP_PROXY?.line).toBe(7);
  });

  test.each([
    [`${BASE}---\n${BASE}`, /it holds 2 documents, of which 2 are Helm values or KOTS ConfigValues/],
    ["- a\n- b\n", /line 1: it is no map of names and values/],
    ["just text", /line 1: it is no map/],
    ["apiVersion: v1\nkind: ConfigMap\ndata: {a: b}", /it is a Kubernetes ConfigMap, no Helm values/],
    ["a: b\n  c: d\n", /line 1, column 4: it is not YAML: a second colon/],
    ["a: [1, 2\nb: c", /line 2, column 1: it is not YAML: .* a bracket or quote above is not closed/],
    ["a:\n\t- b", /line 2, column 1: it is not YAML: a tab indents the line: indent with blanks/],
    ['password: "canary\nb: c', /line \d+, column \d+: it is not YAML: /],
    ["a: *nobody", /not YAML|no anchor/],
  ])("%j is an error that says where and what to do", (content, message) => {
    const run = () => readCustomizations(files(content));
    expect(run).toThrow(UsageError);
    expect(run).toThrow(message);
    expect(run).toThrow(/^(?!.*canary).*$/s);
    expect(run).toThrow(new RegExp(`^--customizations ${folder}`));
  });

  test("of two equal keys the later one counts, as with Helm", () => {
    const [source] = readCustomizations(
      files("externalProxy: {enabled: true, connectionString: 'http://a:1', connectionString: 'http://b:2'}"),
    );
    expect(source!.variables.HTTP_PROXY).toBe("http://b:2");
  });

  test("anchors, aliases and merge keys", () => {
    const [source] = readCustomizations(
      files(
        `base: &proxy {enabled: true, type: http, host: p, port: 1}\nexternalProxy:\n  <<: *proxy\n  port: 2\n  excludedDomains: &none [x]\nother: *none\n`,
      ),
    );
    expect(source!.variables).toMatchObject({ HTTP_PROXY: "http://p:2", NO_PROXY: "x" });
  });

  test("UTF-16 with a byte order mark is read, as Helm does", () => {
    const file = join(folder, "utf16.yaml");
    writeFileSync(file, Buffer.from(`\uFEFF${BASE}`, "utf16le"));
    expect(readCustomizations([file])[0]!.variables.HTTP_PROXY).toBe("http://proxy.corp:3128");
    writeFileSync(file, Buffer.from(`\uFEFF${BASE}`, "utf16le").swap16());
    expect(readCustomizations([file])[0]!.variables.HTTP_PROXY).toBe("http://proxy.corp:3128");
  });
});

describe("KOTS", () => {
  const kots = (items: string) => `apiVersion: kots.io/v1beta1
kind: ConfigValues
metadata:
  name: carto
spec:
  values:
${items.replace(/^/gm, "    ")}
`;
  const read = (items: string) => readCustomizations(files(kots(items)))[0]!;

  test("the proxy is handed on where it is enabled and KOTS has one; verification is off unless the box is ticked", () => {
    const source = read(`externalProxyEnabled: {value: "1"}
externalProxyHost: {default: "http://proxy.corp:3128"}
externalProxyExcludedDomains: {default: "localhost,.svc.cluster.local"}
externalProxyCAConfigmapName: {value: kotsadm-private-ca}`);
    expect(source).toMatchObject({ kind: "kots-config", facts: { deployment: { kind: "kots" } } });
    expect(source.variables).toMatchObject({
      HTTP_PROXY: "http://proxy.corp:3128",
      grpc_proxy: "http://proxy.corp:3128",
      NO_PROXY: "localhost,.svc.cluster.local",
      NODE_TLS_REJECT_UNAUTHORIZED: "0",
      NODE_EXTRA_CA_CERTS: "/usr/src/certs/trusted-ca-certs/ca_0.crt",
    });
    expect(source.places?.HTTP_PROXY).toMatchObject({ line: 8, key: "spec.values.externalProxyHost" });
    expect(source.problems).toEqual([]);
  });

  test.each([
    ['externalProxyEnabled: {value: "0"}\nexternalProxyHost: {value: "http://p:1"}'],
    ['externalProxyEnabled: {value: "1"}\nexternalProxyHost: {value: ""}'],
  ])("no proxy: %s", (items) => {
    expect(read(items)).toMatchObject({ variables: {}, decidesProxy: true });
  });

  test("answers that leave the address to KOTS itself decide nothing", () => {
    const source = read('externalProxyEnabled: {value: "1"}');
    expect(source).toMatchObject({ variables: {}, problems: [{ kind: "not-known", from: { line: 7 } }] });
    expect(source).not.toHaveProperty("decidesProxy");
  });

  test("the ticked box, trusted certificates, the database and Redis", () => {
    const pem = "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n";
    const source = read(`externalProxyEnabled: {value: "1"}
externalProxyHost: {value: "https://proxy.corp:3129"}
externalHttpsProxySslCertificateCheck: {value: "1"}
trustedCaCertsValue: {value: OWN}
metadataDBHost: {value: db.corp}
metadataDBPassword: {value: canary-cipher, valuePlaintext: canary-plain}
externalRedisPassword: {value: canary-redis}
ldsHereApiKey: {value: canary-key}
metadataDBSSLMode: {value: "1"}
metadataDBSSLCertificate: {value: "${Buffer.from(pem).toString("base64")}"}
externalRedisEnabled: {value: "1"}
externalRedisHost: {value: redis.corp}
externalRedisTLSBehaviour: {value: tls_enabled}
storageBucketsProvider: {value: '{"provider": "azure-blob"}'}
storageBucketsAzureStorageAccount: {value: account}`);
    expect(source.variables).toMatchObject({
      NODE_TLS_REJECT_UNAUTHORIZED: "1",
      NODE_EXTRA_CA_CERTS: "/usr/src/certs/trusted-ca-certs/ca.crt",
      WORKSPACE_POSTGRES_HOST: "db.corp",
      WORKSPACE_POSTGRES_SSL_ENABLED: "true",
      REDIS_HOST: "redis.corp",
      REDIS_TLS_ENABLED: "true",
      WORKSPACE_IMPORTS_STORAGE_ACCOUNT: "account",
    });
    expect(source.files?.["/usr/src/certs/postgresql-ssl-ca/ca.crt"]?.text).toBe(pem);
    const known = source.facts?.secrets?.map((secret) => secret.reveal());
    expect(known).toEqual(expect.arrayContaining(["canary-cipher", "canary-plain", "canary-redis", "canary-key"]));
    // What KOTS encrypted is no password to log in with.
    expect(source.variables.WORKSPACE_POSTGRES_PASSWORD).toBe("canary-plain");
    expect(source.variables).not.toHaveProperty("REDIS_PASSWORD");
  });
});
