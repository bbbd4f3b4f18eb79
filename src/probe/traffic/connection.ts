// The connection that a traffic check speaks on: the way there and TLS with the target, as for any HTTPS check.

import type { TLSSocket } from "node:tls";
import type { Check } from "../../plan/check.ts";
import type { ProbeContext } from "../context.ts";
import { bracketed } from "../proxy-route.ts";
import { openRoute } from "../steps/route.ts";
import { HTTP1, tls } from "../steps/tls.ts";
import type { Trace } from "../trace.ts";
import { Farewell } from "./farewell.ts";

export interface Connection {
  socket: TLSSocket;
  farewell: Farewell;
}

export async function openConnection(check: Check, context: ProbeContext, trace: Trace): Promise<Connection> {
  const below = await openRoute(check, context, trace);
  const socket = await tls(below, check, { alpn: HTTP1 }, context, trace);
  return { socket, farewell: new Farewell(below) };
}

export function hostOf({ host, port }: Check): string {
  return port === 443 ? bracketed(host) : `${bracketed(host)}:${port}`;
}

/** What is left of the check's time is for the judgement: silence has to be told before the time is up. */
export function patienceOf(context: ProbeContext, idleMs = 0): number {
  return Math.round((context.timeoutMs - idleMs) * 0.7);
}
