// Puts rules on the doctor's own way out, for one scenario at a time, and takes them off again.

import { executeOrThrow } from "./compose.ts";

/** All that lies beyond the network that has the proxy. */
export const OUTSIDE = "198.18.92.0/24";
export const SQUID = "198.18.91.10";
/** What two whitelisted hosts resolve to behind the firewall; the others have one address. */
export const AUTH_CARTO_COM = "198.18.92.40";
export const API_OPENAI_COM = "198.18.92.41";

/** Addresses that nobody has, each with a name in docker-compose.test.yml: what comes of a connection is a rule's to say. */
export const DOORS = {
  "open.lab.test": "198.18.92.101",
  "dropped.lab.test": "198.18.92.102",
  "reset.lab.test": "198.18.92.103",
  "prohibited.lab.test": "198.18.92.104",
  "mute.lab.test": "198.18.92.105",
  "large-out.lab.test": "198.18.92.106",
  "large-in.lab.test": "198.18.92.107",
} as const;

/** IP packets longer than this: a ClientHello or a certificate, not those that set a connection up. */
const LARGE_BYTES = 900;

/** The arguments of iptables for one rule in one of the chains that test/compose/firewall/start.sh makes. */
export type Rule = readonly string[];

const inNat = ["-t", "nat", "-A", "lab-nat", "-p", "tcp"];
// By the address that was asked for, which a rule in nat may have changed. The direction keeps REJECT's own reset from being rejected.
const askedFor = (address: string) => ["-p", "tcp", "-m", "conntrack", "--ctorigdst", address, "--ctdir"];
const outTo = (address: string) => ["-A", "lab-out", ...askedFor(address), "ORIGINAL"];
const inFrom = (address: string) => ["-A", "lab-in", ...askedFor(address), "REPLY"];
const reject = (how: string) => ["-j", "REJECT", "--reject-with", how];
const dropLarge = ["-m", "length", "--length", `${LARGE_BYTES}:65535`, "-j", "DROP"];

export const firewall = {
  drops: (address: string): Rule => [...outTo(address), "-j", "DROP"],
  resets: (address: string): Rule => [...outTo(address), ...reject("tcp-reset")],
  /** ICMP type 3 code 13: communication administratively prohibited (RFC 1812 §5.2.7.1). */
  prohibits: (address: string): Rule => [...outTo(address), ...reject("icmp-admin-prohibited")],
  lets: (address: string): Rule => [...outTo(address), "-j", "ACCEPT"],
  dropsLargeOut: (address: string): Rule => [...outTo(address), ...dropLarge],
  dropsLargeIn: (address: string): Rule => [...inFrom(address), ...dropLarge],
  /** Another host answers in its place; on the same side of the firewall, since Linux has chosen the source address by then. */
  leads: (address: string, other: string): Rule => [...inNat, "-d", address, "-j", "DNAT", "--to-destination", other],
  /** Accepts in the target's place, and stays mute. */
  swallows: (address: string): Rule => firewall.leads(address, `${proxiesBeside(address)}:7777`),
  /** Answers TLS in the target's place with a certificate that nobody trusts. */
  impersonates: (address: string): Rule => firewall.leads(address, `${proxiesBeside(address)}:9443`),
};

function proxiesBeside(address: string): string {
  return address.startsWith("198.18.92.") ? "198.18.92.20" : "198.18.91.20";
}

/** What each door is named for, those behind which there is a server leading to `server`. */
export function doors(server: string): Rule[] {
  return [
    firewall.swallows(DOORS["mute.lab.test"]),
    ...Object.values(DOORS).map((address) => firewall.leads(address, server)),
    firewall.drops(DOORS["dropped.lab.test"]),
    firewall.resets(DOORS["reset.lab.test"]),
    firewall.prohibits(DOORS["prohibited.lab.test"]),
    firewall.dropsLargeOut(DOORS["large-out.lab.test"]),
    firewall.dropsLargeIn(DOORS["large-in.lab.test"]),
  ];
}

/** Runs `scenario` while these rules, first match first, filter what leaves and enters the doctor's network. */
export async function whileFirewall<T>(rules: readonly Rule[], scenario: () => Promise<T>): Promise<T> {
  try {
    await iptables(rules);
    return await scenario();
  } finally {
    await iptables([
      ["-F", "lab-out"],
      ["-F", "lab-in"],
      ["-t", "nat", "-F", "lab-nat"],
    ]);
  }
}

async function iptables(rules: readonly Rule[]): Promise<void> {
  const commands = rules.map((rule) => `iptables -w ${rule.join(" ")}`);
  await executeOrThrow("firewall", ["set -e", ...commands].join("\n"));
}
