// What the operator configured: the one type that the settings room hands on. Every value says where it came from.

import type { ConfigurationSummary, Place } from "./configuration.ts";
import type { PodEnvironment } from "./pod-environment.ts";
import type { Credentials, Secret } from "./secret.ts";

export type DeploymentKind = "vm" | "kots" | "helm";

export interface Settings {
  deployment: { kind: DeploymentKind; from: string };
  /** What was read, in order: "environment", or the names of files. */
  sources: string[];
  proxies: { http: ProxySetting | null; https: ProxySetting | null; grpc: ProxySetting | null };
  noProxy: NoProxySetting | null;
  extraCa: CaFile | null;
  /** The CAs to regard as public instead of those that Node.js bundles (--public-roots). */
  publicRoots: CaFile | null;
  tlsVerification: { enabled: boolean; from: string | null };
  warehouses: Warehouse[];
  /** The hosts that a Snowflake account uses, as its SYSTEM$ALLOWLIST() says. */
  snowflakeHosts: SnowflakeHost[];
  /** Buckets, custom domains and the like that the configuration names. */
  hosts: ConfiguredHost[];
  /** What CARTO's containers get, as one source after the other gives it. */
  environment: PodEnvironment;
  /** Passwords, keys and tokens of the files, beyond those of proxies and warehouses: for the redactor alone. */
  secrets?: Secret[];
  /** Where each value stands and what is wrong with it. */
  configuration: ConfigurationSummary;
}

/** A host that the configuration names and no whitelist row has. */
export interface ConfiguredHost {
  /** Kebab-case, the first half of the check's id: "bucket-imports", "pubsub-domain". */
  name: string;
  host: string;
  port: number;
  protocol: "https" | "http" | "grpc";
  need: "required" | "optional";
  feature: string;
  /** One sentence. */
  purpose: string;
  from: Place;
  /** It is used instead of the whitelist's hosts of the same feature, which are then not required. */
  replaces?: true;
}

export interface SnowflakeHost {
  /** Snowflake's own word for what it is for, e.g. "STAGE" or "OCSP_CACHE". */
  type: string;
  host: string;
  port: number;
}

/** One proxy variable. `url` is null where it cannot be used; `problem` then says why. */
export interface ProxySetting {
  variable: ProxyVariable;
  /** e.g. "HTTPS_PROXY (environment)" */
  from: string;
  /** The value as written, with any user:password replaced: safe to print. */
  text: string;
  url: ProxyUrl | null;
  problem: ProxyUrlProblem | null;
}

export type ProxyVariable = "HTTP_PROXY" | "HTTPS_PROXY" | "GRPC_PROXY" | "http_proxy" | "https_proxy" | "grpc_proxy";

export interface ProxyUrl {
  scheme: "http" | "https";
  /** A name or an IP address, an IPv6 address without brackets. */
  host: string;
  port: number;
  credentials: Credentials | null;
  /** scheme://host:port, never with credentials. */
  href: string;
}

/** Why a proxy URL cannot be used. `fix` is the whole corrected value where one can be told, credentials masked. */
export interface ProxyUrlProblem {
  kind:
    | "no-scheme"
    | "unknown-scheme"
    | "no-host"
    | "bad-host"
    | "no-port"
    | "bad-port"
    | "quotes"
    | "white-space"
    | "path"
    | "unreadable";
  text: string;
  fix: string | null;
}

export interface NoProxySetting {
  /** As written, split at commas, blanks kept: client libraries disagree about them. */
  entries: string[];
  from: string;
}

export interface CaFile {
  file: string;
  from: string;
  /** PEM blocks, one certificate each. */
  certificates: string[];
  /** Why the file could not be used, else null. Node.js goes on without it, and so do we. */
  problem: string | null;
  /** What a rule needs to know of it; absent where nobody asks (sslrootcert). */
  facts?: CaFacts;
  /** They stand in a values file among other things: no program can be told to read that file. */
  inline?: true;
}

/** What is in a CA file, and how it got to the containers. Dates are RFC 3339, UTC. */
export interface CaFacts {
  from: Place;
  /** When the file was looked at, RFC 3339, UTC: judging a saved report again must not depend on the day. */
  readAt: string;
  /** The place where CARTO's containers look; `file` is where it was read. Null where they are the same or it is not known. */
  containerPath: string | null;
  state:
    | "ok"
    | "absent"
    | "unreadable"
    /** The file is there, but not under a folder that is mounted into CARTO's containers. */
    | "not-mounted"
    /** In a container or a ConfigMap of the cluster, which cannot be read from here: nothing is known of it. */
    | "elsewhere"
    | "no-certificate"
    /** A DER file: Node.js ignores it without a word. */
    | "der"
    | "broken-block";
  /** Number of the broken block, counted from 1. */
  brokenBlock: number | null;
  privateKey: boolean;
  certificates: { subject: string; issuer: string; validFrom: string; validTo: string; ca: boolean }[];
}

export type WarehouseKind = "postgres" | "redshift" | "snowflake" | "databricks" | "bigquery" | "redis" | "oracle";

/** A data warehouse or store to test, from --warehouse or a configuration file. */
export interface Warehouse {
  kind: WarehouseKind;
  /** Printable: scheme://host:port/database, never with credentials. */
  label: string;
  host: string;
  port: number;
  /** TLS from the first byte (rediss, tcps), by the protocol's own negotiation (postgres), or none. */
  tls: "none" | "direct" | "negotiated" | "opportunistic";
  /** Whether the server's certificate decides: false for sslmode=no-verify and for opportunistic TLS. */
  verify: boolean;
  /** False: a trusted certificate for another name will do (verify-ca as libpq means it). */
  checkName?: false;
  /** sslrootcert: trusted for this server, instead of the public roots. */
  ca: CaFile | null;
  /** An empty password where the URL has a user alone. */
  credentials: Credentials | null;
  /** A service account's key file (BigQuery) or a private key (Snowflake), as text. */
  key?: Secret;
  /** Snowflake's own: warehouse, role, schema. */
  parameters?: Record<string, string>;
  database: string | null;
  /** The HTTPS path to ask for (databricks: a SQL warehouse), or null. */
  path: string | null;
  from: string;
  /** One sentence, where it is more than a warehouse: CARTO's own database. */
  purpose?: string;
}

/** The part of Settings that may be printed and that diagnosis reads: what a report carries, so that it can be judged again. */
export interface SettingsSummary {
  deployment: DeploymentKind;
  deploymentFrom: string;
  sources: string[];
  httpProxy: ProxySummary | null;
  httpsProxy: ProxySummary | null;
  grpcProxy: ProxySummary | null;
  noProxy: { entries: string[]; from: string } | null;
  extraCa: { file: string; certificates: number; problem: string | null; facts?: CaFacts } | null;
  publicRoots: { file: string; certificates: number } | null;
  tlsVerification: boolean;
  tlsVerificationFrom: string | null;
  configuration: ConfigurationSummary;
}

export interface ProxySummary {
  /** scheme://host:port; where the value cannot be used, the value as written with credentials masked. */
  url: string;
  from: string;
  variable: ProxyVariable;
  credentials: boolean;
  problem: ProxyUrlProblem | null;
}
