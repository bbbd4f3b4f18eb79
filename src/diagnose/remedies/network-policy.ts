// The egress rule that a Kubernetes NetworkPolicy lacks. It takes addresses alone: those that the look-up of this run gave.

import type { SettingsSummary } from "../../settings/settings.ts";
import type { ObservedCheck } from "../evidence.ts";
import { stepOf } from "../failed-step.ts";
import type { Remedy } from "../finding.ts";
import { isAddress } from "../service.ts";

interface Opening {
  port: number;
  cidrs: string[];
}

/** None on a single machine; words alone where no address is known. `verify`: shows whether TCP gets through. */
export function policyRule(claimed: ObservedCheck[], settings: SettingsSummary, verify: string): Remedy[] {
  if (settings.deployment === "vm") return [];
  const openings = openingsOf(claimed);
  const condition = "If a NetworkPolicy restricts the egress of CARTO's pods (kubectl get networkpolicy tells)";
  if (openings.length === 0) {
    return [{ who: "operator", do: `${condition}, it needs the same as an egress rule, by address.`, verify }];
  }
  const lines = openings.flatMap(({ port, cidrs }) => [
    "- to:",
    ...cidrs.map((cidr) => `    - ipBlock: { cidr: ${JSON.stringify(cidr)} }`),
    "  ports:",
    `    - { protocol: TCP, port: ${port} }`,
  ]);
  return [
    {
      who: "operator",
      do: `${condition}, add to its spec.egress:`,
      snippet: { language: "yaml", text: lines.join("\n") },
      verify,
    },
  ];
}

function openingsOf(claimed: ObservedCheck[]): Opening[] {
  const openings = new Map<number, Set<string>>();
  for (const observed of claimed) {
    const tcp = stepOf(observed, "tcp")?.facts;
    const { host, port } = tcp ?? observed.check;
    const addresses = isAddress(host) ? [host] : (tcp?.attempts ?? []).map(({ address }) => address);
    const cidrs = openings.get(port) ?? new Set();
    for (const address of addresses) cidrs.add(`${address}/${address.includes(":") ? 128 : 32}`);
    if (cidrs.size > 0) openings.set(port, cidrs);
  }
  return [...openings].map(([port, cidrs]) => ({ port, cidrs: [...cidrs] }));
}
