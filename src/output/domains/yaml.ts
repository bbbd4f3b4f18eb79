// The whitelist as a whitelist file: what it prints can be edited and given back by --domains.

import { stringify } from "yaml";
import type { Domain } from "../../whitelist/domain.ts";
import type { DomainList } from "../domains.ts";

export function renderYaml({ deployment, version, domains }: DomainList): string {
  const heading = `# CARTO Self-hosted egress whitelist ${version.replace(/[\r\n]/g, " ")}, deployment ${deployment}.\n`;
  return heading + stringify({ version, domains: domains.map(asWritten) }, { lineWidth: 0 });
}

/** Without the fields that hold what a whitelist file may leave out. */
function asWritten(domain: Domain): Partial<Domain> {
  const entry: Partial<Domain> = { ...domain };
  if (domain.samples.length === 0 && !domain.host.startsWith("*.")) delete entry.samples;
  if (domain.expect === null) delete entry.expect;
  if (domain.path === "/") delete entry.path;
  if (domain.verified) delete entry.verified;
  return entry;
}
