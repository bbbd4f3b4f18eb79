// carto-proxy domains: the whitelist for this deployment, as a firewall request, an ACL or data.

import { renderDomains } from "../output/domains.ts";
import { detectDeployment } from "../settings/deployment.ts";
import { environmentSource } from "../settings/source.ts";
import { loadWhitelist } from "../whitelist/load.ts";
import { writeFully } from "./destination.ts";
import type { DomainsFlags } from "./options.ts";

export async function domains(flags: DomainsFlags): Promise<number> {
  const deployment = flags.deployment ?? detectDeployment([environmentSource(process.env)]).kind;
  await writeFully(
    process.stdout,
    renderDomains(loadWhitelist(flags.domains ?? null, process.env), deployment, flags.format),
  );
  return 0;
}
