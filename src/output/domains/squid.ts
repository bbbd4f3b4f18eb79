// The whitelist as a Squid `dstdomain` file: one name a line, and nothing twice, since Squid warns of a name that another covers.

import type { Domain } from "../../whitelist/domain.ts";
import { dstdomain, isCovered, withoutCovered } from "../../whitelist/dstdomain.ts";
import type { DomainList } from "../domains.ts";
import { groupsOf } from "./groups.ts";

/** One line of the file, and every whitelist row that it lets through. */
interface Name {
  /** ".example.com" for a wildcard, which to Squid is example.com and all under it. */
  text: string;
  covers: Domain[];
}

/** A name stands in the part of the surest row that it lets through: deleting an optional part cuts off nothing required. */
export function renderSquid({ deployment, version, domains }: DomainList): string {
  const names = squidNames(domains);
  const left = new Set(names);
  const sections = groupsOf(domains).flatMap(({ title, words, domains: members }) => {
    const own = [...left].filter(({ covers }) => covers.some((domain) => members.includes(domain)));
    for (const name of own) left.delete(name);
    return section(`${title}. ${words}`, own);
  });
  const parts = [
    comment(`CARTO Self-hosted egress whitelist ${version}, deployment ${deployment}. In squid.conf:`),
    '#   acl carto dstdomain "/etc/squid/carto-domains.txt"',
    "#   http_access allow carto",
    "# Delete the optional names that you do not use.",
    ...sections,
  ];
  return parts.map((line) => `${line}\n`).join("");
}

function squidNames(domains: Domain[]): Name[] {
  return withoutCovered(domains.map(({ host }) => dstdomain(host))).map((text) => ({
    text,
    covers: domains.filter(({ host }) => dstdomain(host) === text || isCovered(dstdomain(host), text)),
  }));
}

function section(title: string, names: Name[]): string[] {
  return names.length === 0 ? [] : ["", comment(title), ...names.flatMap(lines)];
}

function lines({ text, covers }: Name): string[] {
  const words = covers.map(({ id, port, feature, purpose }) => comment(`${id}, port ${port}, ${feature}: ${purpose}`));
  return ["", ...words, text];
}

/** A line break in a version or purpose would end the comment. */
function comment(text: string): string {
  return `# ${text.replace(/\s+/g, " ")}`.trimEnd();
}
