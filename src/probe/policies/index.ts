// What runs a check of kind `policy`: by the proxy it asks for a wildcard's odd host, direct for a way that must be closed.

import type { Check } from "../../plan/check.ts";
import type { Prober } from "../prober.ts";
import { closedWay } from "./closed-way.ts";
import { wildcardHost } from "./wildcard-host.ts";

const policies = { proxy: wildcardHost, direct: closedWay } satisfies Record<Check["route"]["kind"], Prober>;

export function policyProber(check: Check): Prober {
  return policies[check.route.kind];
}
