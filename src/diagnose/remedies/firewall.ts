// Firewall rules in words and as a table: from, to, port, protocol.

import { listed } from "../phrase.ts";
import { hostPort } from "../service.ts";

export interface Destination {
  host: string;
  port: number;
}

/** `from`: the machine whose traffic is to be let out. */
export function firewallRule(
  from: string,
  destinations: Destination[],
): { do: string; snippet: { language: string; text: string } } {
  const unique = [...new Map(destinations.map((one) => [hostPort(one), one])).values()];
  const to = listed(unique.map(hostPort), 5);
  const width = Math.max(...unique.map(({ host }) => host.length), "to".length);
  const rows = unique.map(({ host, port }) => row(from, host, String(port), width));
  return {
    do: `Allow TCP from ${from} to ${to}, and the answers back.`,
    snippet: { language: "text", text: [row("from".padEnd(from.length), "to", "port", width), ...rows].join("\n") },
  };
}

function row(from: string, to: string, port: string, width: number): string {
  return `${from}  ${to.padEnd(width)}  ${port.padEnd(5)}  ${port === "port" ? "protocol" : "TCP"}`;
}
