// How sure the need for a row is: the three parts into which every format for people divides the whitelist.

import type { Domain } from "../../whitelist/domain.ts";

export interface Group {
  title: string;
  words: string;
  domains: Domain[];
}

/** Those that have rows, surest first. */
export function groupsOf(domains: Domain[]): Group[] {
  const part = (title: string, words: string, belongs: (domain: Domain) => boolean): Group => {
    return { title, words, domains: domains.filter(belongs) };
  };
  return [
    part(
      "Required",
      "By CARTO's own lists and manifests, this deployment does not work without.",
      ({ need }) => need === "required",
    ),
    part("Optional", "Each only for the feature named.", ({ need, verified }) => need === "optional" && verified),
    part(
      "Reported",
      "On no list of CARTO's: deduced from code or other vendors' documentation.",
      ({ need, verified }) => need === "optional" && !verified,
    ),
  ].filter((group) => group.domains.length > 0);
}
