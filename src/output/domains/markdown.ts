// The whitelist as a request to whoever runs the firewall or the proxy, ready to paste into a ticket.

import type { Domain } from "../../whitelist/domain.ts";
import type { DomainList } from "../domains.ts";
import { groupsOf } from "./groups.ts";

export function renderMarkdown({ deployment, version, sha256, domains }: DomainList): string {
  const parts = [
    "# Egress for CARTO Self-hosted",
    `Please allow these outgoing connections. Deployment: ${deployment}. Whitelist: ${plain(version)} (SHA-256 ${sha256.slice(0, 12)}).`,
    `All are TCP and opened from our side. A name that starts with \`*.\` stands for every host under it. ${SOURCES}`,
    ...groupsOf(domains).flatMap(({ title, words, domains }) => [`## ${title}`, words, table(domains)]),
  ];
  return `${parts.join("\n\n")}\n`;
}

const SOURCES =
  "From: `pod` is CARTO's own services, `node` the machines that pull container images, `browser` the users' machines, `installer` an administrator's.";

function table(domains: Domain[]): string {
  const rows = domains.map((domain) => {
    const cells = [`\`${domain.host}\``, String(domain.port), domain.protocol, domain.leavesFrom];
    return [...cells, plain(domain.feature), plain(domain.purpose)];
  });
  const head = ["Host", "Port", "Protocol", "From", "Feature", "Why"];
  return [head, head.map(() => "---"), ...rows].map((cells) => `| ${cells.join(" | ")} |`).join("\n");
}

/** Text of any origin in a cell of a table. */
export function plain(text: string): string {
  return text
    .replace(/\s+/g, " ")
    .replace(/[\\`*_[\]|]/g, "\\$&")
    .replace(/</g, "&lt;");
}
