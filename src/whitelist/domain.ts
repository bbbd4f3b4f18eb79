// One whitelist entry: one line of a firewall request. The type that the whitelist room hands on.

import type { DeploymentKind } from "../settings/settings.ts";

export type DomainProtocol = "https" | "http" | "grpc" | "tcp" | "postgres" | "redis";
export type Need = "required" | "optional";
export type LeavesFrom = "pod" | "node" | "browser" | "installer";

export interface Domain {
  /** Unique, kebab-case, stable: reports and support tickets refer to it. */
  id: string;
  /** A concrete host, or a wildcard such as "*.amazonaws.com". */
  host: string;
  /** For a wildcard: the concrete hosts to test. Empty for a concrete host. */
  samples: string[];
  port: number;
  protocol: DomainProtocol;
  need: Need;
  /** What stops working without it. */
  feature: string;
  /** One sentence. */
  purpose: string;
  deployments: DeploymentKind[];
  leavesFrom: LeavesFrom;
  path: string;
  expect: Expectation | null;
  /** Key of the published list that it comes from. */
  source: string;
  /** False: nobody could confirm that CARTO needs it. Never required then. */
  verified: boolean;
  /** What CARTO sends to this host beyond a GET, for `--thorough` to try. Absent: nothing. */
  traffic?: TrafficKind[];
}

/** What corporate proxies are known to break although a GET passes: tried on a row's host where the row asks for it. */
export const TRAFFIC_KINDS = ["post", "long-header", "websocket", "upload", "idle", "tunnels"] as const;
export type TrafficKind = (typeof TRAFFIC_KINDS)[number];

/** Optional proof that the right server answered. */
export interface Expectation {
  status: number[];
  /** Header name in lower case → text that its value must contain. */
  header: Record<string, string>;
  /** Text that the body must contain; "" for any. */
  body: string;
}

export interface Whitelist {
  version: string;
  /** Hex digest over the files as read, in order. */
  sha256: string;
  files: string[];
  domains: Domain[];
}
