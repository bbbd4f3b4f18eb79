// The whitelist as the lab needs it: every shipped entry with the concrete hosts that stand for it.

import type { Domain } from "../../src/whitelist/domain.ts";
import { loadWhitelist } from "../../src/whitelist/load.ts";

export function shippedDomains(): Domain[] {
  return loadWhitelist(null).domains;
}

export function hostsOf(domain: Domain): string[] {
  return domain.host.startsWith("*.") ? domain.samples : [domain.host];
}
