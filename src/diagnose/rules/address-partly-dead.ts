// A name with several addresses, of which some do not work: direct routes.

import type { AddressTrial } from "../../probe/observation.ts";
import type { ObservedCheck } from "../evidence.ts";
import { gotThrough } from "../failed-step.ts";
import { count, listed, losses, sentences } from "../phrase.ts";
import { reach } from "../remedies/command.ts";
import { firewallRule } from "../remedies/firewall.ts";
import type { NetworkRule } from "../rule.ts";
import { hostPort } from "../service.ts";

/** Within this time a client that tries the next address loses nothing (the head start of RFC 8305 §5). */
const HARMLESS_MS = 250;

export const addressPartlyDead: NetworkRule = {
  code: "address-partly-dead",
  page: {
    summary: "Some addresses of a name work, others do not.",
    severities: ["warning", "notice"],
    means:
      "The target is reached by one of its addresses. Clients that take another one first wait for it, or fail: usually now and then, as name servers change the order. A notice where the only fault is that this machine has no route for a whole address family, which costs clients nothing.",
    recognised:
      "Every address of a direct target is tried once a run by TCP alone, at most eight of a name, for at most 3 s each. localhost does not count: it stands for two addresses whoever listens.",
    evidence: [
      "which addresses failed and how: timed out is usually a firewall rule that lists single addresses, refused a dead server",
      "whether all that failed are IPv6: then usually the path has no IPv6",
    ],
    remedies: [
      { who: "firewall-admin", do: "Open the addresses that time out, or allow the target by name." },
      {
        who: "dns-admin",
        do: "Take addresses out of the name that no longer serve, or IPv6 ones that this network cannot reach.",
      },
      { who: "warehouse-admin", do: "Where an address refuses: see whether that server is up." },
    ],
    verify: "nc -vz -w 5 ADDRESS PORT for each address.",
    related: ["direct-blocked", "direct-refused", "proxy-node-bad", "slow-path"],
  },
  match(observed) {
    if (!gotThrough(observed) || isLocal(observed.check.host)) return null;
    const dead = trials(observed).filter(({ works }) => !works);
    if (dead.length === 0 || !trials(observed).some(({ works }) => works)) return null;
    if (dead.every(isHarmless)) return { severity: "notice", group: "no route" };
    return { severity: "warning", group: hostPort(observed.check) };
  },
  explain(claimed) {
    const first = claimed[0]!;
    const dead = claimed.flatMap((observed) => trials(observed).filter(({ works }) => !works));
    const alive = claimed.flatMap((observed) => trials(observed).filter(({ works }) => works));
    const harmless = dead.every(isHarmless);
    const family =
      dead.every(({ address }) => address.includes(":")) && alive.some(({ address }) => !address.includes(":"));
    const { port } = first.check;
    const blocked = dead.filter(({ failure }) => failure?.code !== "refused" && failure?.code !== "reset");
    const verify = reach({ host: dead[0]?.address ?? first.check.host, port });
    const rule = firewallRule(
      "the CARTO hosts",
      blocked.map(({ address }) => ({ host: address, port })),
    );
    return {
      title: harmless
        ? `This machine has no route to ${listed(dead.map(({ address }) => address))}; other addresses of the same names work`
        : `${hostPort(first.check)}: ${count(dead.length, "address")} of ${dead.length + alive.length} do not work`,
      why: sentences(
        `Of the addresses of ${listed(claimed.map(({ check }) => check.host))}, ${listed(alive.map(({ address }) => address))} work and ${listed(dead.map(({ address }) => address))} do not.`,
        family && "All that fail are IPv6: usually the path from here has no IPv6.",
        harmless
          ? "The failure comes at once, so that clients lose no time by it."
          : "Clients that take a dead one first wait, or fail, usually now and then.",
        !harmless && losses(claimed),
      ),
      evidence: claimed.slice(0, 8).map((observed) => `${observed.check.id}: ${trials(observed).map(told).join("; ")}`),
      remedies: [
        ...(blocked.length > 0 && !harmless ? [{ who: "firewall-admin" as const, ...rule, verify }] : []),
        {
          who: "dns-admin",
          do: `Take out of the name what can not be reached from here: ${listed(
            dead.map(({ address }) => address),
            8,
          )}.`,
          verify,
        },
      ],
    };
  },
};

function trials({ check, observation }: ObservedCheck): AddressTrial[] {
  return check.route.kind === "direct" ? (observation.followUp?.addresses ?? []) : [];
}

function told({ address, works, failure, ms }: AddressTrial): string {
  return `${address} ${works ? "connected" : (failure?.code ?? "failed")} (${Math.round(ms)} ms)`;
}

function isHarmless({ failure, ms }: AddressTrial): boolean {
  return failure?.code === "unreachable" && ms < HARMLESS_MS;
}

/** RFC 6761 §6.3: both loopback addresses, whether or not anybody listens on both. */
function isLocal(host: string): boolean {
  return host === "localhost" || host.endsWith(".localhost");
}
