// What was asked once more when a check had ended, and what came of it. At most one question of each kind for each check.

import type { HttpReply } from "./facts.ts";
import type { Failure, Phase } from "./observation.ts";

export interface FollowUp {
  /** The proxy asked to come later (429): its first reply, and what was waited before the try that the phases tell of. */
  rateLimited?: { reply: HttpReply; waitedMs: number };
  /** The proxy denied another port: CONNECT to port 443 of the same host. */
  port443?: TunnelTrial;
  /** A warehouse whose driver goes direct was not reached direct: CONNECT to it by the configured proxy. */
  byProxy?: TunnelTrial;
  /** Certificates failed on their dates, and no answer of the run had told the time: a plain HEAD by the same route. */
  clock?: HttpReply;
  /** `--control`: the same check, direct. */
  control?: Control;
  /** The target's name has several addresses, and the route is direct: each of them, at most eight. */
  addresses?: AddressTrial[];
  /** The proxy's name has several addresses: one CONNECT by each of them, at most eight. */
  nodes?: NodeSurvey;
}

/** One CONNECT, opened and closed at once: nothing is sent through it. */
export interface TunnelTrial {
  /** scheme://host:port, never with credentials. */
  proxy: string;
  /** host:port */
  target: string;
  opened: boolean;
  /** Where it did not open. */
  failure: Failure | null;
  ms: number;
}

export interface Control {
  works: boolean;
  /** Where it failed, and on what; null where it works. */
  phase: Phase | null;
  failure: Failure | null;
  ms: number;
}

/** One TCP connection, closed as soon as it is there. */
export interface AddressTrial {
  address: string;
  works: boolean;
  failure: Failure | null;
  ms: number;
}

export interface NodeSurvey {
  /** scheme://host:port, never with credentials. */
  proxy: string;
  /** host:port that every node was asked for. */
  target: string;
  /** The first one is that of the check itself. */
  nodes: ProxyNode[];
}

export interface ProxyNode {
  address: string;
  /** It opened the tunnel, which was closed at once. */
  works: boolean;
  /** Where it failed, and on what; null where it works. */
  phase: Phase | null;
  failure: Failure | null;
  /** Of its reply to CONNECT, or null where none came. */
  status: number | null;
  ms: number;
}
