// A wildcard of which single hosts are allowed: what the proxy said to a host that nobody has, beside what it said to the known ones.

import type { Evidence, ObservedCheck } from "./evidence.ts";
import { failureIn, stepOf } from "./failed-step.ts";
import { listed, losses, sentences } from "./phrase.ts";
import { proxyOf } from "./proxy-record.ts";
import { doctor } from "./remedies/command.ts";
import { squidRules } from "./remedies/squid.ts";
import type { Explanation } from "./rule.ts";
import { sightings } from "./sighting.ts";

/** The wildcard's own row was denied, while the proxy opened a tunnel to one of its known hosts. */
export function knownHostsAlone(observed: ObservedCheck, evidence: Evidence): boolean {
  if (!isWildcardRow(observed) || failureIn(observed, "tunnel") !== "refused-by-proxy") return false;
  return siblings(observed, evidence).some((sample) => stepOf(sample, "tunnel")?.ok);
}

export function isWildcardRow({ check }: ObservedCheck): boolean {
  return check.kind === "policy" && check.wildcard !== null;
}

export function explainKnownHostsAlone(claimed: ObservedCheck[], evidence: Evidence): Explanation {
  const proxy = proxyOf(claimed[0]!)!;
  const wildcards = listed(
    claimed.map(({ check }) => check.wildcard ?? check.host),
    8,
  );
  const known = claimed
    .flatMap((observed) => siblings(observed, evidence))
    .filter((sample) => stepOf(sample, "tunnel")?.ok)
    .map(({ check }) => check.host);
  return {
    title: `The proxy ${proxy} lets known hosts of ${wildcards} through, and denies the wildcard`,
    why: sentences(
      `It opens tunnels to ${listed(known, 5)}, and denies ${listed(claimed.map(({ check }) => check.host))}, a host that nobody has: so the hosts are allowed one by one. CARTO's requirements name the wildcard, since the hosts under it change, or are your own account's.`,
      "Where every host that you use is allowed, CARTO works until the next one is added.",
      losses(claimed),
    ),
    evidence: sightings(claimed),
    remedies: [
      {
        who: "proxy-admin",
        do: `Allow ${wildcards} as a wildcard, in place of the single hosts. Written for Squid:`,
        snippet: squidRules(claimed),
        verify: doctor(...claimed),
      },
    ],
  };
}

function siblings({ check }: ObservedCheck, { checks }: Evidence): ObservedCheck[] {
  const { wildcard, port, route } = check;
  return checks.filter(
    ({ check: other }) =>
      other.kind === "path" &&
      other.wildcard === wildcard &&
      other.port === port &&
      other.route.kind === "proxy" &&
      route.kind === "proxy" &&
      other.route.proxy === route.proxy,
  );
}
