// What a printed snippet is: how it would have to be applied.

import type { Remedy } from "../../src/diagnose/finding.ts";

/** Those that a machine can apply, by hand of the suite that does. */
export const APPLICABLE = ["dotenv", "squid", "ca", "iptables", "pg_hba", "postgresql", "url"] as const;
export type Applicable = (typeof APPLICABLE)[number];

/** Those that nobody applies here, and why. */
export const NOT_APPLIED = {
  text: "a list of hosts or a table for whoever runs a product that is not in the lab",
  values: "values of the Helm chart: there is no Kubernetes in the lab, so they are held to the chart's keys alone",
  policy: "rules of a NetworkPolicy: there is no Kubernetes in the lab, so they are held to its schema alone",
  clock: "sets the clock of a machine, which its containers share",
  mitmproxy: "options of a product that is not in the lab",
  sql: "questions to a server, whose answer a person judges",
  report: "writes the report that support asks for: it mends nothing",
} as const;

export type Kind = Applicable | keyof typeof NOT_APPLIED;

const SHELL: [RegExp, Kind][] = [
  [/^ip6?tables /, "iptables"],
  [/^openssl /, "ca"],
  [/^timedatectl /, "clock"],
  [/^--ignore-hosts /, "mitmproxy"],
  [/^carto-proxy /, "report"],
];

/** Throws where it is of no kind that is known here. */
export function kindOf({ language, text }: NonNullable<Remedy["snippet"]>): Kind {
  const lines = text.split("\n").filter((line) => !line.startsWith("#"));
  if (language === "sh") {
    const kind = SHELL.find(([pattern]) => pattern.test(lines[0] ?? ""))?.[1];
    if (kind) return kind;
  }
  if (language === "yaml") return lines[0]?.startsWith("- to:") ? "policy" : "values";
  if (isApplicable(language) || language === "text" || language === "sql") return language;
  throw new Error(`a snippet of an unknown kind (${language}): ${text}`);
}

export function isApplicable(kind: string): kind is Applicable {
  return (APPLICABLE as readonly string[]).includes(kind);
}
