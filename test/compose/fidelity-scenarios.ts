// The scenarios in which the real libraries stand beside the doctor, on real servers. Those of loopback: test/fidelity/scenarios.ts.

import { API_HOST, HOSTS, PROXIED } from "../fidelity/subjects.ts";
import type { Credentials } from "../services/accounts.ts";
import { wrongCredentials } from "../services/accounts.ts";
import { readGiven } from "./accounts.ts";
import { alsoWithoutProxy, behindProxy, type Environment } from "./doctor.ts";
import { whilePaused } from "./lab.ts";

export interface FidelityScenario {
  name: string;
  environment: Environment;
  /** In the network that has a way out of its own beside the proxy; absent: where the proxy is the only one. */
  open?: true;
  credentials?: () => Credentials;
  /** The one that BigQuery's requests carry; default: the one that the service gives out for the right key. */
  accessToken?: string;
  /** Host and password of PostgreSQL; default: the lab's, and the right one. */
  database?: { host?: string; password?: string };
  /** Something on the way stays silent: there is no use in waiting long. */
  silent?: true;
  during?: (played: () => Promise<void>) => Promise<void>;
}

const SQUID = "http://squid:3128";
const domains = ["carto.com", "googleapis.com", "snowflakecomputing.com"];

const spellings: [name: string, value: string][] = [
  ["hosts", PROXIED.join(",")],
  ["domain", domains.join(",")],
  [".domain", domains.map((domain) => `.${domain}`).join(",")],
  ["*.domain", domains.map((domain) => `*.${domain}`).join(",")],
  ["host:443", PROXIED.map((host) => `${host}:443`).join(",")],
  ["UPPER CASE", PROXIED.map((host) => host.toUpperCase()).join(",")],
  ["a space behind each comma", PROXIED.join(", ")],
  ["trailing comma", `${API_HOST},`],
];

export const fidelityScenarios: FidelityScenario[] = [
  { name: "HTTP proxy", environment: behindProxy(SQUID) },
  {
    name: "HTTPS proxy with a private CA, Snowflake not excluded",
    environment: { ...behindProxy("https://squid:3129"), NODE_EXTRA_CA_CERTS: "/certs/proxy-ca.crt" },
  },
  { name: "HTTPS proxy with a private CA that is not trusted", environment: behindProxy("https://squid:3129") },
  {
    name: "HTTPS proxy with a private CA, and a way out beside it",
    environment: { ...behindProxy("https://squid:3129"), NODE_EXTRA_CA_CERTS: "/certs/proxy-ca.crt" },
    open: true,
  },
  { name: "no proxy", environment: {}, open: true },
  { name: "no proxy, where nothing else leads out", environment: {} },
  { name: "denied: auth.carto.com", environment: behindProxy("http://squid:3131") },
  {
    name: "intercepting proxy, CA trusted",
    environment: { ...behindProxy("http://squid:3133"), NODE_EXTRA_CA_CERTS: "/certs/inspection-ca.crt" },
  },
  { name: "intercepting proxy, CA not trusted", environment: behindProxy("http://squid:3133") },
  {
    name: "intercepting proxy, verification off",
    environment: { ...behindProxy("http://squid:3133"), NODE_TLS_REJECT_UNAUTHORIZED: "0" },
  },
  { name: "proxy down", environment: behindProxy("http://squid:3199") },
  {
    name: "proxy mute",
    environment: behindProxy(SQUID),
    silent: true,
    during: (played) => whilePaused("squid", played),
  },
  // What is no HTTP breaks off.
  { name: "proxy hangs up", environment: behindProxy("http://redis:6379") },
  // Squid as it ships lets nothing through to port 80: OCSP is blocked in all scenarios but those of the open network.
  {
    name: "warehouses blocked",
    environment: { ...behindProxy(SQUID), ...alsoWithoutProxy(HOSTS.snowflake) },
    database: { host: "closed" },
  },
  {
    name: "wrong credentials",
    environment: behindProxy(SQUID),
    credentials: () => wrongCredentials(readGiven().credentials),
    accessToken: "ya29.wrong",
    database: { password: "wrong" },
  },
  ...spellings.map(([name, value]) => ({
    name: `NO_PROXY: ${name}`,
    environment: { ...behindProxy(SQUID), ...alsoWithoutProxy(value) },
    open: true as const,
  })),
];
