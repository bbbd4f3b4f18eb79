// The whitelist as comma-separated values (RFC 4180), one line a row, for spreadsheets and ticket systems.

import type { Domain } from "../../whitelist/domain.ts";
import type { DomainList } from "../domains.ts";

const COLUMNS: Record<string, (domain: Domain) => string> = {
  id: (domain) => domain.id,
  host: (domain) => domain.host,
  samples: (domain) => domain.samples.join(" "),
  port: (domain) => String(domain.port),
  protocol: (domain) => domain.protocol,
  need: (domain) => domain.need,
  feature: (domain) => domain.feature,
  purpose: (domain) => domain.purpose,
  deployments: (domain) => domain.deployments.join(" "),
  leavesFrom: (domain) => domain.leavesFrom,
  source: (domain) => domain.source,
  verified: (domain) => String(domain.verified),
};

export function renderCsv({ domains }: DomainList): string {
  const rows = domains.map((domain) => Object.values(COLUMNS).map((cell) => cell(domain)));
  return [Object.keys(COLUMNS), ...rows].map((cells) => `${cells.map(field).join(",")}\r\n`).join("");
}

/** RFC 4180 section 2: fields with commas, quotes or line breaks stand in quotes, and a quote is doubled. */
export function field(value: string): string {
  return /[",\r\n]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value;
}
