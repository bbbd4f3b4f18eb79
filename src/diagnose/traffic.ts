// What became of more than one GET, and who is to blame: an origin that answers or takes its leave is no fault of the way.

import type { Ending, TrafficExchange } from "../probe/observation.ts";
import type { TrafficKind } from "../whitelist/domain.ts";
import type { Evidence, ObservedCheck } from "./evidence.ts";
import { gotThrough, stepOf } from "./failed-step.ts";
import { type Product, productOfReply } from "./product.ts";
import { wayOut } from "./service.ts";
import { openChain } from "./way-answer.ts";

/** `refused`: something on the way answered in the origin's place, by this sign. `ended`: no answer came. */
export type Trouble = { how: "refused"; sign: string; product: Product | null } | { how: "ended"; ending: Ending };

export function trafficOf(observed: ObservedCheck, ...kinds: TrafficKind[]): TrafficExchange | null {
  const facts = gotThrough(observed) ? stepOf(observed, "exchange")?.facts : null;
  return facts?.protocol === "traffic" && kinds.includes(facts.kind) ? facts : null;
}

/** Null where the traffic got through, and where only the origin itself can have ended it. */
export function troubleOf(observed: ObservedCheck, ...kinds: TrafficKind[]): Trouble | null {
  const facts = trafficOf(observed, ...kinds);
  if (!facts) return null;
  const { reply, ended } = facts;
  if (ended) return ended.farewell && !isInspected(observed) ? null : { how: "ended", ending: ended };
  if (!reply || !isInspected(observed)) return null;
  const sight = productOfReply(reply);
  const product = sight?.product ?? null;
  if (sight?.page) return { how: "refused", sign: sight.sign, product };
  const own = reply.headers.find(([name, value]) => name === "x-squid-error" || isProxyError(name, value));
  return own ? { how: "refused", sign: `${reply.status}; ${own.join(": ")}`, product } : null;
}

/** Others than the origin hold the keys of the connection: what is said there, they may have said. */
export function isInspected(observed: ObservedCheck): boolean {
  return openChain(observed) !== null;
}

/** The checks of these kinds that went the same way, this one left out. */
export function companions(observed: ObservedCheck, evidence: Evidence, ...kinds: TrafficKind[]): ObservedCheck[] {
  return evidence.checks.filter(
    (other) => other !== observed && wayOut(other) === wayOut(observed) && trafficOf(other, ...kinds) !== null,
  );
}

/** RFC 9209 §2.1.1. */
function isProxyError(name: string, value: string): boolean {
  return name === "proxy-status" && /;\s*error\s*=/i.test(value);
}
