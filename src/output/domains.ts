// The whitelist of one deployment, in the format that the reader's tools or firewall administrator want.

import type { DeploymentKind } from "../settings/settings.ts";
import type { Domain, Whitelist } from "../whitelist/domain.ts";
import { renderCsv } from "./domains/csv.ts";
import { renderJson } from "./domains/json.ts";
import { renderMarkdown } from "./domains/markdown.ts";
import { renderSquid } from "./domains/squid.ts";
import { renderTable } from "./domains/table.ts";
import { renderYaml } from "./domains/yaml.ts";
import type { DomainFormat } from "./domains-formats.ts";

/** What a format renders: the rows of one deployment, and where they come from. */
export interface DomainList {
  deployment: DeploymentKind;
  version: string;
  sha256: string;
  files: string[];
  domains: Domain[];
}

const formats = {
  table: renderTable,
  json: renderJson,
  yaml: renderYaml,
  csv: renderCsv,
  squid: renderSquid,
  markdown: renderMarkdown,
} satisfies Record<DomainFormat, (list: DomainList) => string>;

/** The rows that apply to `deployment`, required ones first, as text that ends in a line break. */
export function renderDomains(whitelist: Whitelist, deployment: DeploymentKind, format: DomainFormat): string {
  const rows = whitelist.domains.filter((domain) => domain.deployments.includes(deployment));
  const domains = [...rows.filter(isRequired), ...rows.filter((domain) => !isRequired(domain))];
  const { version, sha256, files } = whitelist;
  return formats[format]({ deployment, version, sha256, files, domains });
}

function isRequired(domain: Domain): boolean {
  return domain.need === "required";
}
