// Each configuration code by its smallest file: what it says, where, and that its corrections cure it.

import { describe, expect, test } from "vitest";
import { FINDING_CODES, type Finding, type FindingCode, type Severity } from "../../../src/diagnose/finding.ts";
import { isConfiguration } from "../../../src/report/verdict.ts";
import { wellTold } from "../observations.ts";
import { corrected } from "./corrected.ts";
import { type Configured, dotenv, INTERNAL, judged, told, values } from "./judged.ts";
import { asPrinted } from "./printed.ts";

interface Case extends Configured {
  code: FindingCode;
  how: string;
  severity: Severity;
  /** A line of its evidence begins so. */
  seen: string;
  /** A piece of the snippet. */
  fix?: string;
  /** Whether its corrections, applied, leave nothing of this code. */
  cures: boolean;
  /** What comes with it. */
  besides?: string[];
}

const HTTPS = "https://my-proxy:3129";
const noProxy = (value: string) => dotenv({ NO_PROXY: value, no_proxy: value });
const withList = (...entries: string[]) => ({ "customizations.yaml": values({ excludedDomains: entries }) });

const cases: Case[] = [
  {
    code: "proxy-not-configured",
    how: "a file that says nothing of a proxy",
    files: { "customer.env": "SELFHOSTED_DOMAIN=carto.example.com\n" },
    severity: "notice",
    seen: "settings read from: environment, customer.env",
    fix: "HTTP_PROXY=http://<proxy host>:3128",
    cures: false,
  },
  {
    code: "proxy-variable-missing",
    how: "no HTTP_PROXY",
    files: { "customer.env": dotenv({ HTTP_PROXY: undefined, http_proxy: undefined }) },
    severity: "error",
    seen: "customer.env, line 2, https_proxy: http://my-proxy:3128",
    fix: "HTTP_PROXY=http://my-proxy:3128\nhttp_proxy=http://my-proxy:3128",
    cures: true,
  },
  {
    code: "proxy-variable-missing",
    how: "no GRPC_PROXY for an http:// proxy",
    files: { "customer.env": dotenv({ GRPC_PROXY: undefined, grpc_proxy: undefined }) },
    severity: "warning",
    seen: "customer.env, line 2, http_proxy: http://my-proxy:3128",
    fix: "grpc_proxy=http://my-proxy:3128",
    cures: true,
  },
  {
    code: "proxy-variable-case",
    how: "two values",
    files: { "customer.env": dotenv({ https_proxy: "http://other:3128" }) },
    severity: "error",
    seen: "customer.env, line 4, https_proxy: http://other:3128",
    fix: "HTTPS_PROXY=http://other:3128\nhttps_proxy=http://other:3128",
    cures: true,
    besides: ["warning proxy-variables-differ"],
  },
  {
    code: "proxy-variable-case",
    how: "an empty lower case, which hides the upper one from undici",
    files: { "customer.env": dotenv({ https_proxy: "" }) },
    severity: "error",
    seen: "customer.env, line 4, https_proxy: (empty)",
    fix: "https_proxy=http://my-proxy:3128",
    cures: true,
  },
  {
    code: "proxy-variable-case",
    how: "upper case alone",
    files: { "customer.env": dotenv({ grpc_proxy: undefined, no_proxy: undefined }) },
    severity: "warning",
    seen: "customer.env, line 5, GRPC_PROXY: http://my-proxy:3128",
    fix: `grpc_proxy=http://my-proxy:3128\nNO_PROXY=${INTERNAL}\nno_proxy=${INTERNAL}`,
    cures: true,
  },
  {
    code: "proxy-variable-case",
    how: "lists that are not the same",
    files: { "customer.env": dotenv({ NO_PROXY: `${INTERNAL},db.corp.example.com` }) },
    severity: "error",
    seen: `customer.env, line 7, NO_PROXY: ${INTERNAL},db.corp.example.com`,
    fix: `NO_PROXY=${INTERNAL}\n`,
    cures: true,
  },
  {
    code: "proxy-variables-differ",
    how: "HTTP by another proxy",
    files: { "customer.env": dotenv({ HTTP_PROXY: "http://other:3128", http_proxy: "http://other:3128" }) },
    severity: "warning",
    seen: "customer.env, line 2, http_proxy: http://other:3128",
    cures: false,
  },
  {
    code: "proxy-url-invalid",
    how: "no scheme",
    files: { "customer.env": dotenv({}, "my-proxy:3128") },
    severity: "error",
    seen: "customer.env, line 2, http_proxy: my-proxy:3128 (no-scheme)",
    fix: "HTTP_PROXY=http://my-proxy:3128",
    cures: true,
  },
  {
    code: "proxy-url-invalid",
    how: "Helm: no type",
    files: { "customizations.yaml": values({ type: undefined }) },
    severity: "error",
    seen: "customizations.yaml, line 3, externalProxy.host, http_proxy: ://my-proxy:3128 (no-scheme)",
    fix: "type: http",
    cures: true,
  },
  {
    code: "proxy-url-invalid",
    how: "Helm: no port",
    files: { "customizations.yaml": values({ port: undefined }) },
    severity: "error",
    seen: "customizations.yaml, line 4, externalProxy.host, http_proxy: http://my-proxy:0 (bad-port)",
    cures: false,
  },
  {
    code: "proxy-url-invalid",
    how: "a port out of range, told once",
    files: { "customizations.yaml": values({ port: 99999 }) },
    severity: "error",
    seen: "customizations.yaml, line 4, externalProxy.host, http_proxy: http://my-proxy:99999 (bad-port)",
    cures: false,
  },
  {
    code: "proxy-url-credentials",
    how: "a login",
    files: { "customer.env": dotenv({}, "http://jane:canary@my-proxy:3128") },
    severity: "error",
    seen: "customer.env, line 2, http_proxy: http://my-proxy:3128, with credentials (not shown)",
    fix: "HTTPS_PROXY=http://my-proxy:3128",
    cures: true,
  },
  {
    code: "proxy-grpc-https",
    how: "an https:// proxy",
    files: { "customer.env": dotenv({}, HTTPS) },
    severity: "warning",
    seen: "customer.env, line 4, https_proxy: https://my-proxy:3129",
    fix: "PUBSUB_USE_REST_API=true",
    cures: false,
  },
  {
    code: "no-proxy-internal-missing",
    how: "Helm: without .svc.cluster.local",
    files: withList("localhost"),
    severity: "error",
    seen: "customizations.yaml, line 6, externalProxy.excludedDomains: no_proxy and NO_PROXY = localhost",
    fix: '    - ".svc.cluster.local"',
    cures: true,
  },
  {
    code: "no-proxy-internal-missing",
    how: "Helm: without its leading dot",
    files: withList("localhost", "svc.cluster.local"),
    severity: "error",
    seen: "customizations.yaml, line 6, externalProxy.excludedDomains: no_proxy and NO_PROXY = localhost,svc.cluster.local",
    fix: '    - ".svc.cluster.local"',
    cures: true,
  },
  {
    code: "no-proxy-internal-missing",
    how: "Helm: another cluster domain",
    files: { "customizations.yaml": values({}, "clusterDomain: corp.internal\n") },
    severity: "error",
    seen: "customizations.yaml, line 6, externalProxy.excludedDomains",
    fix: '    - ".svc.corp.internal"',
    cures: true,
  },
  {
    code: "no-proxy-internal-missing",
    how: "Helm: nothing excluded",
    files: { "customizations.yaml": values({ excludedDomains: undefined }) },
    severity: "error",
    seen: "NO_PROXY and no_proxy are not set",
    fix: '    - ".svc.cluster.local"',
    cures: true,
  },
  {
    code: "no-proxy-internal-missing",
    how: "VM: localhost alone",
    files: { "customer.env": noProxy("localhost") },
    severity: "warning",
    seen: "customer.env, line 8, no_proxy: localhost",
    fix: `no_proxy=${INTERNAL}`,
    cures: true,
  },
  {
    code: "no-proxy-ambiguous",
    how: "a bare domain",
    files: { "customer.env": noProxy(`${INTERNAL},mega.io`) },
    severity: "warning",
    seen: '"mega.io" (a bare domain) for www.mega.io: direct: undici',
    fix: "mega.io,.mega.io,*.mega.io",
    cures: true,
  },
  {
    code: "no-proxy-ambiguous",
    how: "a leading *",
    files: { "customer.env": noProxy(`${INTERNAL},*.dropbox.com`) },
    severity: "warning",
    seen: '"*.dropbox.com" (a leading *) for www.dropbox.com: direct: undici',
    fix: `${INTERNAL},.dropbox.com`,
    cures: true,
  },
  {
    code: "no-proxy-ambiguous",
    how: "a blank after the comma",
    files: { "customer.env": noProxy(`"${INTERNAL}, db.corp.example.com"`) },
    severity: "warning",
    seen: '" db.corp.example.com" (a blank before or after it) for db.corp.example.com',
    fix: `${INTERNAL},db.corp.example.com`,
    cures: true,
  },
  {
    code: "no-proxy-ambiguous",
    how: "a port",
    files: { "customer.env": noProxy(`${INTERNAL},db.corp.example.com:8443`) },
    severity: "warning",
    seen: '"db.corp.example.com:8443" (a port) for db.corp.example.com:8443',
    fix: `${INTERNAL},db.corp.example.com`,
    cures: true,
  },
  {
    code: "no-proxy-ambiguous",
    how: "a range of addresses",
    files: { "customer.env": noProxy(`${INTERNAL},10.0.0.0/8`) },
    severity: "warning",
    seen: '"10.0.0.0/8" (a range of addresses) for 10.0.0.0',
    cures: false,
  },
  {
    code: "no-proxy-ambiguous",
    how: "capital letters",
    files: { "customer.env": noProxy(`${INTERNAL},DB.corp.example.com`) },
    severity: "warning",
    seen: '"DB.corp.example.com" (capital letters) for db.corp.example.com',
    fix: `${INTERNAL},db.corp.example.com`,
    cures: true,
  },
  {
    code: "no-proxy-ambiguous",
    how: "a URL",
    files: { "customer.env": noProxy(`${INTERNAL},https://db.corp.example.com/x`) },
    severity: "warning",
    seen: '"https://db.corp.example.com/x" (a URL) for db.corp.example.com',
    fix: `${INTERNAL},db.corp.example.com`,
    cures: true,
  },
  {
    code: "no-proxy-ambiguous",
    how: "blanks instead of commas",
    files: { "customer.env": noProxy(`"${INTERNAL},a.corp.example.com b.corp.example.com"`) },
    severity: "warning",
    seen: '"a.corp.example.com b.corp.example.com" (several names without a comma between them)',
    fix: `${INTERNAL},a.corp.example.com,b.corp.example.com`,
    cures: true,
  },
  {
    code: "no-proxy-ambiguous",
    how: "a bare domain over an optional host of the plan",
    files: { "customer.env": noProxy(`${INTERNAL},api.openai.com,openai.com`) },
    severity: "warning",
    seen: '"openai.com" (a bare domain)',
    cures: true,
  },
  {
    code: "no-proxy-empty-entry",
    how: "a comma at the end",
    files: { "customer.env": noProxy(`${INTERNAL},`) },
    severity: "error",
    seen: `customer.env, line 8, no_proxy: ${INTERNAL},`,
    fix: `no_proxy=${INTERNAL}`,
    cures: true,
  },
  {
    code: "no-proxy-empty-entry",
    how: "Helm: an empty element",
    files: withList("localhost", "", ".svc.cluster.local"),
    severity: "error",
    seen: "customizations.yaml, line 6, externalProxy.excludedDomains: no_proxy and NO_PROXY = localhost,,.svc.cluster.local",
    cures: true,
  },
  {
    code: "no-proxy-empty-entry",
    how: "quotation marks that were kept",
    environment: Object.fromEntries(
      noProxy(`"${INTERNAL}"`)
        .trim()
        .split("\n")
        .map((line) => line.split("=") as [string, string]),
    ),
    severity: "error",
    seen: `environment, no_proxy: "${INTERNAL}"`,
    fix: `no_proxy=${INTERNAL}`,
    cures: false,
  },
  {
    code: "no-proxy-snowflake",
    how: "not excluded at all",
    files: { "customer.env": dotenv({}, HTTPS) },
    warehouses: ["snowflake://acct"],
    severity: "error",
    seen: "acct.snowflakecomputing.com: >=2.4 uses the proxy, 2.2 to 2.3 uses the proxy and <2.2 uses the proxy",
    fix: ".snowflakecomputing.com,*.snowflakecomputing.com",
    cures: true,
    besides: ["warning proxy-grpc-https"],
  },
  {
    code: "no-proxy-snowflake",
    how: "as the documentation spells it, without the dot",
    files: {
      "customer.env": dotenv(
        { NO_PROXY: `${INTERNAL},snowflakecomputing.com`, no_proxy: `${INTERNAL},snowflakecomputing.com` },
        HTTPS,
      ),
    },
    warehouses: ["snowflake://acct"],
    severity: "warning",
    seen: "acct.snowflakecomputing.com: >=2.4 uses the proxy, 2.2 to 2.3 uses the proxy and <2.2 goes direct",
    fix: ".snowflakecomputing.com,*.snowflakecomputing.com",
    cures: true,
    besides: ["warning proxy-grpc-https"],
  },
  {
    code: "no-proxy-metadata",
    how: "Workload Identity",
    files: {
      "customizations.yaml": values({}, "commonBackendServiceAccount:\n  enableGCPWorkloadIdentity: true\n"),
    },
    severity: "warning",
    seen: "customizations.yaml, line 8, commonBackendServiceAccount.enableGCPWorkloadIdentity: Workload Identity is on",
    fix: '    - "metadata.google.internal"',
    cures: true,
  },
  {
    code: "no-proxy-covers-required",
    how: "Google's domain, which private access wants so",
    files: { "customer.env": noProxy(`${INTERNAL},.googleapis.com`) },
    severity: "warning",
    seen: '".googleapis.com" covers pubsub.googleapis.com:443, storage.googleapis.com:443',
    fix: `no_proxy=${INTERNAL}`,
    cures: true,
  },
  {
    code: "no-proxy-covers-required",
    how: "a domain with its subdomains",
    files: { "customer.env": noProxy(`${INTERNAL},.launchdarkly.com`) },
    severity: "error",
    seen: '".launchdarkly.com" covers',
    fix: `no_proxy=${INTERNAL}`,
    cures: true,
  },
  {
    code: "no-proxy-covers-required",
    how: "a *",
    files: { "customer.env": noProxy(`${INTERNAL},*`) },
    severity: "error",
    seen: '"*" covers auth.carto.com:443',
    fix: `no_proxy=${INTERNAL}`,
    cures: true,
  },
  {
    code: "ca-file-unreadable",
    how: "a file that is not in the folder that is mounted",
    files: { "customer.env": dotenv({ NODE_EXTRA_CA_CERTS: "/usr/src/certs/proxy-ca.crt" }) },
    severity: "error",
    seen: "customer.env, line 9, NODE_EXTRA_CA_CERTS: /usr/src/certs/proxy-ca.crt (here certs/proxy-ca.crt)",
    cures: false,
  },
  {
    code: "ca-file-unreadable",
    how: "a path that may be mounted, and may not",
    files: { "customer.env": dotenv({ NODE_EXTRA_CA_CERTS: "/opt/carto/certs/proxy-ca.crt" }) },
    severity: "warning",
    seen: "customer.env, line 9, NODE_EXTRA_CA_CERTS: /opt/carto/certs/proxy-ca.crt",
    fix: "NODE_EXTRA_CA_CERTS=/usr/src/certs/proxy-ca.crt",
    cures: false,
  },
  {
    code: "ca-file-invalid",
    how: "no certificate",
    files: {
      "customer.env": dotenv({ NODE_EXTRA_CA_CERTS: "/usr/src/certs/ca.crt" }),
      "certs/ca.crt": "this is no certificate\n",
    },
    severity: "error",
    seen: "no certificate that can be used",
    cures: false,
  },
  {
    code: "ca-file-invalid",
    how: "Helm: a key pasted as the CA",
    files: {
      "customizations.yaml": values(
        {},
        "trustedCACerts:\n  value: |\n    -----BEGIN PRIVATE KEY-----\n    AAAA\n    -----END PRIVATE KEY-----\n",
      ),
    },
    severity: "error",
    seen: "customizations.yaml, line 8, trustedCACerts.value: /usr/src/certs/trusted-ca-certs/ca.crt",
    cures: false,
  },
  {
    code: "tls-verification-off",
    how: "NODE_TLS_REJECT_UNAUTHORIZED=0",
    files: { "customer.env": dotenv({ NODE_TLS_REJECT_UNAUTHORIZED: "0" }) },
    severity: "warning",
    seen: "customer.env, line 9, NODE_TLS_REJECT_UNAUTHORIZED: 0",
    fix: "NODE_TLS_REJECT_UNAUTHORIZED=1",
    cures: true,
  },
  {
    code: "tls-verification-off",
    how: "Helm: sslRejectUnauthorized: false",
    files: { "customizations.yaml": values({ sslRejectUnauthorized: false }) },
    severity: "warning",
    seen: "customizations.yaml, line 7, externalProxy.sslRejectUnauthorized: NODE_TLS_REJECT_UNAUTHORIZED = 0",
    fix: "sslRejectUnauthorized: true",
    cures: true,
  },
  {
    code: "import-custom-ca",
    how: "an https:// proxy and a CA of its own",
    files: { "customer.env": dotenv({ NODE_EXTRA_CA_CERTS: "/opt/carto/certs/proxy-ca.crt" }, HTTPS) },
    severity: "warning",
    seen: "customer.env, line 7, NODE_EXTRA_CA_CERTS: /opt/carto/certs/proxy-ca.crt",
    cures: false,
    besides: ["warning ca-file-unreadable", "warning proxy-grpc-https"],
  },
  {
    code: "configuration-lost-on-upgrade",
    how: "a customer.env beside .env that does not hold them",
    files: { ".env": dotenv(), "customer.env": "SELFHOSTED_DOMAIN=carto.example.com\n" },
    unnamed: ["customer.env"],
    severity: "warning",
    seen: ".env, line 1, HTTP_PROXY: http://my-proxy:3128",
    fix: "HTTP_PROXY=http://my-proxy:3128",
    cures: true,
  },
  {
    code: "configuration-lost-on-upgrade",
    how: "no customer.env beside .env",
    files: { ".env": dotenv() },
    severity: "warning",
    seen: ".env, line 1, HTTP_PROXY: http://my-proxy:3128",
    fix: "HTTP_PROXY=http://my-proxy:3128",
    cures: false,
  },
  {
    code: "customizations-invalid",
    how: "a misspelt name",
    files: { "customizations.yaml": values({ excludeDomains: ["localhost"] }) },
    severity: "error",
    seen: "customizations.yaml, line 7, externalProxy.excludeDomains: excludeDomains (the chart knows no",
    fix: "excludedDomains: # instead of excludeDomains",
    cures: false,
  },
  {
    code: "customizations-invalid",
    how: "a wrong type",
    files: { "customizations.yaml": values({ sslRejectUnauthorized: "true" }) },
    severity: "error",
    seen: "customizations.yaml, line 7, externalProxy.sslRejectUnauthorized:",
    fix: "sslRejectUnauthorized: true",
    cures: true,
  },
  {
    code: "customizations-invalid",
    how: "sslCA and sslCAConfigmap",
    files: {
      "customizations.yaml": values({ type: "https", sslCA: "x", sslCAConfigmap: { name: "ca" } }),
    },
    severity: "error",
    seen: "customizations.yaml, line 8, externalProxy.sslCAConfigmap.name: ca (externalProxy.sslCA and",
    cures: false,
    besides: ["error ca-file-invalid", "warning import-custom-ca", "warning proxy-grpc-https"],
  },
  {
    code: "customizations-invalid",
    how: "one comma-joined string",
    files: withList("localhost,.svc.cluster.local"),
    severity: "notice",
    seen: "customizations.yaml, line 6, externalProxy.excludedDomains:",
    fix: 'excludedDomains:\n    - "localhost"\n    - ".svc.cluster.local"',
    cures: true,
  },
];

describe.each(cases)("$code: $how", ({ code, severity, seen, fix, cures, besides = [], ...configured }) => {
  const all = judged(configured);

  test("is told, with its place, and nothing else is", () => {
    expect(told(all)).toEqual([`${severity} ${code}`, ...besides].toSorted());
    const finding = all.find((one) => one.code === code)!;
    wellTold(finding);
    expect(
      finding.evidence.filter((line) => line.startsWith(seen)),
      finding.evidence.join("\n"),
    ).toHaveLength(1);
    const snippets = finding.remedies.map(({ snippet }) => snippet?.text ?? "").join("\n");
    if (fix) expect(snippets).toContain(fix);
    expect(JSON.stringify(all)).not.toContain("canary");
  });

  test("after a run of the doctor it is the same", () => {
    expect(withoutTime(judged({ ...configured, probed: true }))).toEqual(withoutTime(all));
  });

  test.runIf(cures)("its corrections, applied, leave nothing of it and make nothing new", () => {
    const finding = all.filter((one) => one.code === code);
    const files = corrected(configured.files!, finding);
    const left = told(judged({ ...configured, files }));
    expect(left.filter((line) => !besides.includes(line))).toEqual([]);
  });
});

describe.each(cases.filter(({ fix, cures }) => fix && cures))(
  "$code: $how",
  ({ code, besides = [], ...configured }) => {
    test("what it prints, pasted, leaves nothing of it and makes nothing new", () => {
      const finding = judged(configured).filter((one) => one.code === code);
      const files = asPrinted(configured.files!, finding);
      expect(told(judged({ ...configured, files })).filter((line) => !besides.includes(line))).toEqual([]);
    });
  },
);

/** The CA file was read a moment later. */
function withoutTime(findings: Finding[]): unknown {
  return JSON.parse(JSON.stringify(findings).replace(/read at [^,]*/g, ""));
}

/** These need dates or keys of the day: their own tests mint them. */
const MINTED: FindingCode[] = ["ca-expired"];

test("every configuration code has a smallest file", () => {
  const codes = FINDING_CODES.filter((code) => isConfiguration(code) && !MINTED.includes(code));
  expect(codes.filter((code) => !cases.some((one) => one.code === code))).toEqual([]);
});
