// Step `dns`: the name of the host that TCP will go to. Skipped for an address.

import type { ProbeContext } from "../context.ts";
import { lookupFailure } from "../failure.ts";
import type { DnsFacts } from "../observation.ts";
import { isAddress } from "../resolver.ts";
import { StepFailed, type Trace } from "../trace.ts";

/** @returns the addresses to try, in order, at least one */
export async function dns(host: string, context: ProbeContext, trace: Trace): Promise<string[]> {
  if (isAddress(host)) return [host];
  const facts: DnsFacts = { name: host, addresses: [] };
  return trace.step("dns", facts, async (step) => {
    step.waitingFor = "answer from the resolver";
    try {
      facts.addresses = await context.resolver.addresses(host);
    } catch (error) {
      throw new StepFailed(lookupFailure(error));
    }
    if (facts.addresses.length === 0) throw new StepFailed({ code: "name-not-found", cause: `${host} has no address` });
    return facts.addresses;
  });
}
