// Configurations that are right, however odd they look: no finding.

import { expect, test } from "vitest";
import { dotenv, INTERNAL, judged, told, values } from "./judged.ts";

const list = (entries: string) => dotenv({ NO_PROXY: `${INTERNAL},${entries}`, no_proxy: `${INTERNAL},${entries}` });

test.each([
  ["a database by its whole name", list("db.corp.example.com")],
  ["an address", list("10.1.2.3")],
  ["loopback addresses", list("127.0.0.1,::1,127.0.0.0/8")],
  ["a domain in all three spellings", list("corp.local,.corp.local,*.corp.local")],
  ["a domain in two spellings", list("corp.local,.corp.local")],
  ["subdomains alone", list(".corp.example.com")],
  ["the metadata server", list("169.254.169.254,metadata,metadata.google.internal")],
  ["Snowflake with its dot, by an HTTP proxy", list(".snowflakecomputing.com")],
  ["the same list in another order", dotenv({ NO_PROXY: INTERNAL.split(",").toReversed().join(",") })],
  ["a slash at the end of one URL", dotenv({ HTTP_PROXY: "http://my-proxy:3128/" })],
  ["verification on", dotenv({ NODE_TLS_REJECT_UNAUTHORIZED: "1" })],
  ["an IPv6 proxy", dotenv({}, "http://[2001:db8::1]:3128")],
])("VM: %s", (_, text) => {
  expect(told(judged({ files: { "customer.env": text } }))).toEqual([]);
});

test("a pod of a cluster with a domain of its own, of which no values file tells", () => {
  const list = ".svc.corp.internal";
  const variables = dotenv({ NO_PROXY: list, no_proxy: list }, "http://my-proxy:3128").trim().split("\n");
  const environment = Object.fromEntries(variables.map((line) => line.split(/=(.*)/s).slice(0, 2) as [string, string]));
  expect(told(judged({ environment, deployment: "helm" }))).toEqual([]);
});

test("KOTS: the networks that its installer adds", () => {
  const list = "localhost,.svc.cluster.local,10.96.0.0/12,10.244.0.0/16";
  const item = (name: string, value: string) => `    ${name}: { value: "${value}" }\n`;
  const answers = [
    "apiVersion: kots.io/v1beta1\nkind: ConfigValues\nspec:\n  values:\n",
    item("externalProxyEnabled", "1"),
    item("externalProxyHost", "http://my-proxy:3128"),
    item("externalProxyExcludedDomains", list),
    item("externalHttpsProxySslCertificateCheck", "1"),
  ];
  expect(told(judged({ files: { "config.yaml": answers.join("") } }))).toEqual([]);
});

test("gRPC by REST, behind an https:// proxy", () => {
  const text = dotenv({ PUBSUB_USE_REST_API: "true" }, "https://my-proxy:3129");
  expect(told(judged({ files: { "customer.env": text } }))).toEqual([]);
});

test(".env as customer.env has it", () => {
  const files = { ".env": dotenv(), "customer.env": dotenv() };
  expect(told(judged({ files, unnamed: ["customer.env"] }))).toEqual([]);
});

test.each([
  ["a string", values({ excludedDomains: "localhost,.svc.cluster.local" })],
  ["a suffix that covers the cluster's", values({ excludedDomains: [".cluster.local"] })],
  [
    "a proxy that is turned off, whatever else is written",
    values({ enabled: false, port: 0, type: "", excludedDomains: [""] }),
  ],
  [
    "Workload Identity with its metadata server",
    values(
      { excludedDomains: [".svc.cluster.local", "169.254.169.254", "metadata", "metadata.google.internal"] },
      "commonBackendServiceAccount:\n  enableGCPWorkloadIdentity: true\n",
    ),
  ],
  [
    "a connection string",
    values({ type: undefined, host: undefined, port: undefined, connectionString: "http://my-proxy:3128" }),
  ],
])("Helm: %s", (_, text) => {
  const all = told(judged({ files: { "customizations.yaml": text } }));
  expect(all.filter((line) => line !== "notice proxy-not-configured")).toEqual([]);
});

test("without any proxy NO_PROXY says nothing", () => {
  const environment = { NO_PROXY: "*, ,googleapis.com", no_proxy: "x" };
  expect(told(judged({ environment }))).toEqual(["notice proxy-not-configured"]);
});

test("Snowflake is not asked for where nothing says that it is used", () => {
  expect(told(judged({ files: { "customer.env": dotenv({}, "https://my-proxy:3129") } }))).toEqual([
    "warning proxy-grpc-https",
  ]);
});
