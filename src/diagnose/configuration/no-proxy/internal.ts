// What CARTO's own parts call each other, which no proxy can reach, and which of it is not excluded.

import type { SettingsSummary } from "../../../settings/settings.ts";
import { allDirect, READERS } from "./reader.ts";

/** The services of a single VM that others ask by HTTP. Redis and PostgreSQL are asked by drivers that know no proxy. */
const VM_NAMES = ["localhost", "notifier", "workspace-api", "maps-api", "import-api", "lds-api", "http-cache"];

/** The entries that are missing, in the spelling that every client reads. */
export function missingInternal(settings: SettingsSummary, entries: string[]): string[] {
  if (settings.deployment === "vm") return VM_NAMES.filter((name) => !excluded(entries, name));
  const suffixes = [clusterSuffix(settings), ...writtenSuffixes(settings, entries)];
  return suffixes.some((suffix) => excluded(entries, `workspace-api.carto${suffix}`)) ? [] : suffixes.slice(0, 1);
}

/** ".svc.cluster.local" */
function clusterSuffix({ configuration }: SettingsSummary): string {
  return `.svc.${configuration.clusterDomain?.name ?? "cluster.local"}`;
}

/** Where no values file tells the cluster's domain, an entry such as ".svc.corp.internal" is believed. */
function writtenSuffixes({ configuration }: SettingsSummary, entries: string[]): string[] {
  const told = configuration.sources.some(({ kind }) => kind === "customizations" || kind === "kots-config");
  return told ? [] : entries.flatMap((entry) => /^\s*\*?(\.svc\.[^,\s]+)\s*$/.exec(entry)?.[1] ?? []);
}

function excluded(entries: string[], host: string): boolean {
  // Blanks are for no-proxy-ambiguous: the clients that ask these hosts take them off.
  const list = entries.map((entry) => entry.trim());
  return allDirect(list, { host, port: 80, scheme: "http" }, READERS.node);
}
