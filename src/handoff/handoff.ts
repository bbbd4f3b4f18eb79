// What every artifact is made of: the proxy, what goes around it, and the targets in use. Plain data without secrets.

import type { Check } from "../plan/check.ts";
import type { DeploymentKind } from "../settings/settings.ts";
import type { Domain } from "../whitelist/domain.ts";
import type { RequestFormat } from "./artifact.ts";

export interface Handoff {
  deployment: DeploymentKind;
  /** Of the whitelist, as it names itself. */
  version: string;
  /** Null: every route is direct. */
  proxy: ProxyAddress | null;
  bypass: Bypass[];
  ca: TrustedCa | null;
  clusterDomain: string;
  workloadIdentity: boolean;
  /** Pub/Sub is asked by REST: its gRPC client is not used. */
  restApi: boolean;
  targets: Target[];
  /** Wildcards that have no host to test: in no plan, and perhaps in use all the same. */
  untested: Domain[];
  /** With --from: what the report says of the variables. */
  found: Found | null;
  choices: Choices;
  /** What came up on the way, a sentence each, for the operator. */
  notes: string[];
}

export interface ProxyAddress {
  scheme: "http" | "https";
  /** IPv6 without brackets. */
  host: string;
  port: number;
  /** scheme://host:port, without credentials. */
  href: string;
}

/** One entry of NO_PROXY. */
export interface Bypass {
  entry: string;
  why: string;
}

/** A private CA that CARTO is to trust. */
export interface TrustedCa {
  /** Where it lies on this machine, as it was named; null where only its name in the containers is known. */
  file: string | null;
  /** Where CARTO's containers of a single VM see it. */
  containerPath: string;
  /** PEM blocks; empty where nobody read them. */
  certificates: string[];
}

/** A host and port by one way, and every check that needs it, in plan order. */
export interface Target {
  /** A name, an address, or a wildcard such as "*.amazonaws.com". */
  host: string;
  port: number;
  /** `tunnel`: CONNECT through the proxy. `plain`: a plain HTTP request to the proxy. */
  way: "tunnel" | "plain" | "direct";
  checks: Check[];
  /** Why it goes direct where the checks do not say so themselves, else null. */
  because: string | null;
  /** What a report's run saw, for a reader: "FAIL at tunnel: proxy-denied". */
  observed: string[];
}

/** The values that the variables had in the run of a report, logins masked. */
export interface Found {
  variables: Record<string, string | null>;
}

/** What no setting tells. */
export interface Choices {
  namespace: string | null;
  release: string | null;
  proxyCidrs: string[];
  hostCidrs: { host: string; cidr: string }[];
  dnsCidrs: string[];
  clientCidrs: string[];
  format: RequestFormat;
}
