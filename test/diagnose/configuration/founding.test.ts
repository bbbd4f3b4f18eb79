// The four configurations that CARTO's own documentation shows: no error, and exactly the warnings that their text deserves.

import { describe, expect, test } from "vitest";
import { judged, told } from "./judged.ts";

const VM_HTTP = `HTTP_PROXY="http://my-proxy:3128"
http_proxy="http://my-proxy:3128"
HTTPS_PROXY="http://my-proxy:3128"
https_proxy="http://my-proxy:3128"
GRPC_PROXY="http://my-proxy:3128"
grpc_proxy="http://my-proxy:3128"
NO_PROXY="localhost,mega.io,dropbox.com,filestack.com"
no_proxy="localhost,mega.io,dropbox.com,filestack.com"
`;

const VM_HTTPS = `HTTP_PROXY="https://my-proxy:3129"
http_proxy="https://my-proxy:3129"
HTTPS_PROXY="https://my-proxy:3129"
https_proxy="https://my-proxy:3129"
NO_PROXY="mega.io,dropbox.com,filestack.com"
no_proxy="mega.io,dropbox.com,filestack.com"
NODE_EXTRA_CA_CERTS=/opt/carto/certs/proxy-ca.crt
NODE_TLS_REJECT_UNAUTHORIZED=0
`;

const HELM_HTTP = `externalProxy:
  enabled: true
  host: 192.0.2.10
  port: 3128
  type: http
  excludedDomains: ["localhost,.svc.cluster.local"]
`;

const HELM_HTTPS = `externalProxy:
  enabled: true
  host: my-proxy
  port: 3129
  type: https
  excludedDomains: ["localhost,.svc.cluster.local"]
  ## NOTE: Please, carefully read CARTO Self-hosted proxy documentation to understand the the current limitations with [custom CAs].
  sslRejectUnauthorized: true
  # sslCA: |
  #   -----BEGIN CERTIFICATE-----
  #   XXXXXXXXXXXXXXXXXXXXXXXXXXX
  #   -----END CERTIFICATE-----
`;

const vm = (text: string) => ({ files: { ".env": text } });
const helm = (text: string) => ({ files: { "customizations.yaml": text } });
const withSnowflake = (text: string) => text.replaceAll("filestack.com", "filestack.com,snowflakecomputing.com");
const listed = (text: string, entries: string) => text.replace(/excludedDomains: .*/, `excludedDomains: ${entries}`);

/** `.env` is where the documentation puts them, and where an upgrade loses them. */
const LOST = "warning configuration-lost-on-upgrade";
/** "mega.io,dropbox.com,filestack.com" */
const BARE = "warning no-proxy-ambiguous";
const SERVICES = "warning no-proxy-internal-missing";
const JOINED = "notice customizations-invalid";
const GRPC = "warning proxy-grpc-https";
const VM_HTTPS_WARNINGS = [
  "warning ca-file-unreadable",
  LOST,
  "warning import-custom-ca",
  BARE,
  SERVICES,
  GRPC,
  "warning tls-verification-off",
];

describe("as they are printed", () => {
  test.each([
    ["VM, HTTP", vm(VM_HTTP), [LOST, BARE, SERVICES]],
    ["VM, HTTPS", vm(VM_HTTPS), VM_HTTPS_WARNINGS],
    ["orchestrated, HTTP", helm(HELM_HTTP), [JOINED]],
    ["orchestrated, HTTPS", helm(HELM_HTTPS), [JOINED, GRPC]],
  ])("%s", (_, configured, expected) => {
    expect(told(judged(configured))).toEqual(expected.toSorted());
  });
});

describe("with Snowflake excluded as the documentation spells it, without the dot", () => {
  const warehouses = ["snowflake://acct"];

  test("HTTPS, VM and orchestrated: a warning that names the versions of its driver", () => {
    const all = judged({ ...vm(withSnowflake(VM_HTTPS)), warehouses });
    expect(told(all)).toEqual([...VM_HTTPS_WARNINGS, "warning no-proxy-snowflake"].toSorted());
    expect(all.find(({ code }) => code === "no-proxy-snowflake")!.why).toMatch(
      />=2\.4 uses the proxy.*<2\.2 goes direct/,
    );
    const list = '["localhost,.svc.cluster.local,snowflakecomputing.com"]';
    expect(told(judged({ ...helm(listed(HELM_HTTPS, list)), warehouses }))).toEqual([
      JOINED,
      "warning no-proxy-snowflake",
      GRPC,
    ]);
  });

  test("with the dot, as CARTO's list of domains writes it: nothing", () => {
    const list = '["localhost", ".svc.cluster.local", ".snowflakecomputing.com"]';
    expect(told(judged({ ...helm(listed(HELM_HTTPS, list)), warehouses }))).toEqual([GRPC]);
  });

  test("HTTP: Snowflake can use the proxy, and the entry is an ambiguous one", () => {
    const list = '["localhost", ".svc.cluster.local", "snowflakecomputing.com"]';
    const all = judged({ ...helm(listed(HELM_HTTP, list)), warehouses });
    expect(told(all)).toEqual([BARE]);
    expect(all[0]!.evidence.join("\n")).toContain(
      "direct: snowflake-sdk <2.2; proxy: snowflake-sdk >=2.4, snowflake-sdk 2.2 to 2.3",
    );
  });
});
