// carto-proxy domains: the whitelist for this deployment, as a firewall request, an ACL or data.

import { renderDomains } from "../output/domains.ts";
import { podEnvironment } from "../settings/configured-variables.ts";
import { detectDeployment } from "../settings/deployment.ts";
import { loadWhitelist } from "../whitelist/load.ts";
import { sourcesFor } from "./configuration-sources.ts";
import { writeFully } from "./destination.ts";
import type { DomainsFlags } from "./flags.ts";

export async function domains(flags: DomainsFlags): Promise<number> {
  const sources = sourcesFor(flags, process.env);
  const deployment = flags.deployment ?? detectDeployment(sources).kind;
  const whitelist = loadWhitelist(flags.domains ?? null, podEnvironment(sources).reveal());
  await writeFully(process.stdout, renderDomains(whitelist, deployment, flags.format));
  return 0;
}
