// Who must act, in words.

import type { Actor } from "../../diagnose/finding.ts";

export const ACTOR_NAMES: Record<Actor, string> = {
  operator: "CARTO operator",
  "proxy-admin": "proxy administrator",
  "firewall-admin": "firewall administrator",
  "dns-admin": "DNS administrator",
  "warehouse-admin": "warehouse administrator",
  "carto-support": "CARTO support",
};
