// Every artifact by its name; the names stand in artifact.ts, so that --help loads none of these.

import type { Artifact, ArtifactName } from "./artifact.ts";
import { customizations } from "./customizations.ts";
import { env } from "./env.ts";
import { firewallRequest } from "./firewall-request.ts";
import type { Handoff } from "./handoff.ts";
import { networkPolicy } from "./network-policy.ts";
import { squid } from "./squid.ts";

export const artifacts = {
  env,
  customizations,
  "network-policy": networkPolicy,
  squid,
  "firewall-request": firewallRequest,
} satisfies Record<ArtifactName, (handoff: Handoff) => Artifact>;
