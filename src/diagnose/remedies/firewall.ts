// Firewall rules in words, as a table (from, to, port, protocol), and for iptables, which anybody can read.

import { listed } from "../phrase.ts";
import { hostPort } from "../service.ts";

export interface Destination {
  host: string;
  port: number;
}

interface Change {
  do: string;
  snippet: { language: string; text: string };
}

const CHAIN =
  "# on a router; the chain is OUTPUT on the machine itself, usually DOCKER-USER before Docker's containers";

/** An allow rule. `from`: the machine whose traffic is to be let out. */
export function firewallRule(from: string, destinations: Destination[]): Change {
  const request = firewallRequest(from, destinations);
  const rules = distinct(destinations).flatMap((one) => rule(one) ?? []);
  if (rules.length === 0) return request;
  const table = request.snippet.text.split("\n").map((line) => `# ${line}`);
  return {
    do: `${request.do} Written for iptables; other firewalls take the same table:`,
    snippet: { language: "sh", text: [...table, CHAIN, ...rules].join("\n") },
  };
}

/** The table alone: where the firewall answers in the server's place, or takes names, an allow rule of iptables is no cure. */
export function firewallRequest(from: string, destinations: Destination[]): Change {
  const unique = distinct(destinations);
  const to = listed(unique.map(hostPort), 5);
  const width = Math.max(...unique.map(({ host }) => host.length), "to".length);
  const rows = unique.map(({ host, port }) => row(from, host, String(port), width));
  return {
    do: `Allow TCP from ${from} to ${to}, and the answers back.`,
    snippet: { language: "text", text: [row("from".padEnd(from.length), "to", "port", width), ...rows].join("\n") },
  };
}

/** Denies these ports to all but the destinations. Each rule goes on top: read them from below. */
export function firewallDenial(ports: number[], but: Destination[]): Change["snippet"] {
  const denied = [...new Set(ports)].flatMap((port) =>
    ["iptables", "ip6tables"].map((tool) => `${tool} -I FORWARD -p tcp --dport ${port} -j REJECT`),
  );
  const allowed = distinct(but).flatMap((one) => (ports.includes(one.port) ? (rule(one) ?? []) : []));
  const lines = ["# add -s <address of the CARTO host> to each line if others use this router", CHAIN];
  return { language: "sh", text: [...lines, ...denied, ...allowed].join("\n") };
}

/** Null for what iptables cannot take: a wildcard. It looks a name up once, when the rule is made. */
function rule({ host, port }: Destination): string | null {
  if (!/^[\w.:-]+$/.test(host)) return null;
  const tool = host.includes(":") ? "ip6tables" : "iptables";
  return `${tool} -I FORWARD -p tcp -d ${host} --dport ${port} -j ACCEPT`;
}

function distinct(destinations: Destination[]): Destination[] {
  return [...new Map(destinations.map((one) => [hostPort(one), one])).values()];
}

function row(from: string, host: string, port: string, width: number): string {
  return `${from}  ${host.padEnd(width)}  ${port.padEnd(5)}  ${port === "port" ? "protocol" : "TCP"}`;
}
