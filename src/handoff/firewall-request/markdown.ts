// The request as Markdown, ready to paste into a ticket.

import { plain as escaped } from "../../output/domains/markdown.ts";
import { plain } from "../comment.ts";
import type { RequestedRow } from "../firewall-request.ts";
import type { Handoff } from "../handoff.ts";

export function markdown(rows: RequestedRow[], handoff: Handoff): string {
  const { deployment, version, proxy, found } = handoff;
  const facts = `Deployment: ${deployment}. Whitelist: ${cell(version)}.${proxy === null ? " No proxy." : ` Proxy: \`${proxy.href}\`.`}`;
  const parts = [
    "# Egress for CARTO Self-hosted",
    `Please allow these outgoing connections. ${facts}`,
    found === null ? WORDS : `${WORDS} Only what a run of carto-proxy doctor found missing, with what it saw.`,
    ...section("At the proxy", AT_PROXY, of(rows, "proxy"), found !== null),
    ...section("At the firewall, without the proxy", AT_FIREWALL, of(rows, "firewall"), found !== null),
    ...(rows.length === 0 ? ["Nothing is missing."] : []),
  ];
  return `${parts.join("\n\n")}\n`;
}

const WORDS = "All are TCP and opened from our side. A name that starts with `*.` stands for every host under it.";
const AT_PROXY =
  "Let these through on the port given. Do not inspect their TLS; where it must be inspected, we need the certificate of the CA that signs for it.";
const AT_FIREWALL = "These connections do not go through the proxy: opening the proxy for them does not help.";

function of(rows: RequestedRow[], at: RequestedRow["at"]): RequestedRow[] {
  return rows.filter((row) => row.at === at);
}

function section(title: string, words: string, rows: RequestedRow[], seen: boolean): string[] {
  return rows.length === 0 ? [] : [`## ${title}`, words, table(rows, seen)];
}

function table(rows: RequestedRow[], seen: boolean): string {
  const head = ["Host", "Port", "Protocol", "From", "Need", "Why", "Without it", ...(seen ? ["Seen"] : [])];
  const lines = rows.map(({ host, port, protocol, from, need, why, without, observed }) => {
    const words = [protocol, from, need, why, without, ...(seen ? [observed] : [])].map(cell);
    return [`\`${host}\``, String(port), ...words];
  });
  return [head, head.map(() => "---"), ...lines].map((cells) => `| ${cells.join(" | ")} |`).join("\n");
}

/** No sign that Markdown or HTML would act on, and no line break. */
function cell(text: string): string {
  return escaped(plain(text).replaceAll("&", "&amp;")).replace(/[>#!~]/g, (sign) => `\\${sign}`);
}
