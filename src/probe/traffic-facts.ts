// The facts of a check that sends more than one GET. How it ended is a fact and no failure: who ended it is for the rules to judge.

import type { TrafficKind } from "../whitelist/domain.ts";
import type { Failure, HttpReply } from "./observation.ts";

export interface TrafficExchange {
  protocol: "traffic";
  kind: TrafficKind;
  /** e.g. "POST / with a body of 1024 bytes" */
  request: string;
  /** Of the body, or of a long head: what had been handed to the connection when the answer or the end came. */
  sentBytes: number;
  /** Of the answer's head. */
  receivedBytes: number;
  reply: HttpReply | null;
  /** How the connection ended, where that came in place of the answer. */
  ended: Ending | null;
  /** Of an idle connection: how long it was open without a byte. */
  heldOpenMs?: number;
  tunnels?: TunnelCount;
}

export interface Ending {
  /** `timed-out`: nobody ended it, and nothing more came. */
  failure: Failure;
  /** Closed by TLS itself (close_notify, RFC 8446 §6.1): by whoever holds its keys, which is nobody on the way unless it inspects. */
  farewell: boolean;
  /** Since the request, or since the connection fell idle. */
  afterMs: number;
}

/** Tunnels to one target, opened one after the other and held together. */
export interface TunnelCount {
  /** How many were to be opened. */
  wanted: number;
  opened: number;
  /** What met the next one, twice; null where none was refused, or not twice. */
  stopped: { how: "refused" | "closed" | "silent"; status: number | null; failure: Failure } | null;
  /** Whether one more opened when all others had been closed; null where none was stopped. */
  openedAfterwards: boolean | null;
}
