// What to change where something on the way breaks a kind of traffic, and the command that sends that traffic again.

import type { Evidence, ObservedCheck } from "../evidence.ts";
import type { Remedy } from "../finding.ts";
import { targets } from "../phrase.ts";
import { proxyOf } from "../proxy-record.ts";
import { isInspected } from "../traffic.ts";
import { productOfProxy } from "../way-answer.ts";
import { doctor } from "./command.ts";
import { exemption } from "./inspection.ts";

/** Traffic checks are in the plan with --thorough alone. */
export function thorough(...claimed: ObservedCheck[]): string {
  return doctor(...claimed).replace("doctor", "doctor --thorough");
}

/** `what`: the kind of traffic that is to be let through, in words that follow "lets". */
export function letThrough(claimed: ObservedCheck[], evidence: Evidence, what: string): Remedy {
  const who = proxyOf(claimed[0]!) ? "proxy-admin" : "firewall-admin";
  const verify = thorough(claimed[0]!);
  if (claimed.some(isInspected)) {
    const change = exemption(claimed, productOfProxy(claimed, evidence), who);
    return { who, ...change, do: `See that what inspects TLS lets ${what} through. Or else: ${change.do}`, verify };
  }
  const hosts = targets(claimed, 5);
  return {
    who,
    do: `TLS to ${hosts} is not inspected, so that only size, time and number of bytes can be seen from outside: look for limits of these kinds, and for what else resets connections, and let ${what} through.`,
    verify,
  };
}
