// A proxy's "no" to a client library's CONNECT, or its silence, as the record of a tunnel step: the rules read it as they read our own.

import type { Check } from "../../plan/check.ts";
import type { ProbeContext } from "../context.ts";
import type { Failure, FailureCode, Step, TcpFacts, TunnelFacts } from "../observation.ts";
import { connectRefusal } from "../proxy-refusal.ts";
import { authority } from "../proxy-route.ts";
import { headOf, withBody } from "../reply.ts";
import type { Opened } from "./library-job.ts";
import { replyIn } from "./reply-head.ts";

export type TunnelRecord = Step<"tunnel", TunnelFacts> & { failure: Failure };

const NO_CONNECTION: FailureCode[] = ["refused", "reset", "timed-out", "unreachable", "not-permitted"];

/** The record of a TCP step, where the library gave up before it had a connection to the proxy; else null. */
export function unreachedProxy(
  opened: Opened[],
  failure: Failure,
): (Step<"tcp", TcpFacts> & { failure: Failure }) | null {
  const last = opened.findLast(({ kept }) => kept === null);
  if (last?.role !== "proxy" || last.address !== null || !NO_CONNECTION.includes(failure.code)) return null;
  const { host, port } = last;
  return { phase: "tcp", ms: 0, ok: false, facts: { host, port, address: null, attempts: [] }, failure };
}

/**
 * The record of a tunnel step in which the proxy gave no answer to the last CONNECT for this check's target, where the library failed
 * so; else null.
 */
export function unansweredTunnel(opened: Opened[], { host, port }: Check, failure: Failure): TunnelRecord | null {
  const target = authority(host, port);
  const asked = opened.findLast((each) => each.asked === `CONNECT ${target}`);
  if (!asked || asked.reply !== null) return null;
  // A library that says that something failed, and not what, was not left waiting.
  const code = ["reset", "timed-out"].includes(failure.code) ? failure.code : "closed";
  const facts = { target, reply: null, refusal: null, speaks: null };
  return { phase: "tunnel", ms: 0, ok: false, facts, failure: { ...failure, code } };
}

/** By the last CONNECT for this check's target that was answered; null where it was opened, or none was sent. */
export function refusedTunnel(opened: Opened[], { host, port }: Check, { redact }: ProbeContext): TunnelRecord | null {
  const target = authority(host, port);
  // undici leaves the port of the scheme out of the Host line, never out of the request line.
  const asked = opened.findLast((each) => each.asked === `CONNECT ${target}`);
  const reply = asked && replyIn(asked);
  if (!reply || reply.statusCode === 200) return null;
  const told = withBody(headOf(reply, redact), reply.body, redact);
  if (told.status > 200 && told.status < 300) {
    const failure: Failure = { code: "odd-success", cause: `CONNECT answered with ${told.status}, not 200` };
    return { phase: "tunnel", ms: 0, ok: false, facts: { target, reply: told, refusal: null, speaks: null }, failure };
  }
  const refusal = connectRefusal(told);
  const failure: Failure = { code: "refused-by-proxy", cause: redact(refusal.sign).slice(0, 300) };
  return { phase: "tunnel", ms: 0, ok: false, facts: { target, reply: told, refusal, speaks: null }, failure };
}
