// Small pieces of English: counts, and lists that end before they tire.

import type { ObservedCheck } from "./evidence.ts";
import { hostPort } from "./service.ts";

export function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? "" : "s"}`;
}

/** "a, b and c", or "a, b, c and 4 more". Repeated items are named once. */
export function listed(items: string[], limit = 3): string {
  const named = [...new Set(items)];
  const more = named.length - limit;
  if (more > 0) return `${named.slice(0, limit).join(", ")} and ${more} more`;
  return named.length < 2 ? named.join("") : `${named.slice(0, -1).join(", ")} and ${named.at(-1)}`;
}

/** The targets as host:port. */
export function targets(claimed: ObservedCheck[], limit = 3): string {
  return listed(
    claimed.map(({ check }) => hostPort(check)),
    limit,
  );
}

/** What CARTO loses, required features first, and which machine is concerned where it is not the pod. */
export function losses(claimed: ObservedCheck[]): string {
  const named = (need: string) => [
    ...new Set(claimed.filter(({ check }) => check.need === need).map(({ check }) => check.feature)),
  ];
  const required = named("required");
  const optional = named("optional").filter((feature) => !required.includes(feature));
  const parts = [
    required.length ? `CARTO needs this for: ${listed(required, 6)}.` : "",
    optional.length ? `Optional features concerned: ${listed(optional, 6)}.` : "",
    elsewhere(claimed),
  ];
  return parts.filter(Boolean).join(" ");
}

/** Several sentences, empty ones left out. */
export function sentences(...parts: (string | false | null)[]): string {
  return parts.filter(Boolean).join(" ");
}

function elsewhere(claimed: ObservedCheck[]): string {
  const places = [...new Set(claimed.map(({ check }) => check.leavesFrom).filter((place) => place !== "pod"))];
  if (!places.length) return "";
  return `In production some of these connections leave from the ${listed(places)}, whose own proxy settings and firewall rules count.`;
}
