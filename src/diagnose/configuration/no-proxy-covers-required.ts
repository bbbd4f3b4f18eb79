// An entry of NO_PROXY sends required rows of the whitelist past the proxy that they are meant for.

import { trafficTo } from "../../plan/traffic.ts";
import type { ObservedCheck } from "../evidence.ts";
import type { Finding } from "../finding.ts";
import { count, listed, targets } from "../phrase.ts";
import type { ConfigurationRule } from "../rule.ts";
import { CARTO_EGRESS, CARTO_PROXY } from "../sources.ts";
import { settingLines } from "./configured.ts";
import { coveredRequired } from "./no-proxy/coverage.ts";
import { newestDecisions, READERS } from "./no-proxy/reader.ts";
import { mendNoProxy } from "./no-proxy/remedy.ts";
import { meantEntries, namesProxy, noProxyVariables } from "./no-proxy/value.ts";

export const noProxyCoversRequired: ConfigurationRule = {
  code: "no-proxy-covers-required",
  page: {
    summary: "An entry of NO_PROXY sends a required host direct that is meant for the proxy.",
    severities: ["error", "warning"],
    means:
      "CARTO needs this host of the whitelist, a proxy is configured for it, and an entry of NO_PROXY sends the connection past the proxy. Where the network lets nothing out but by the proxy, the host cannot be reached. Usually the entry is wider than it was meant: a whole domain for the sake of one host, or a *.",
    recognised:
      "The plan sends a required row of the whitelist that leaves from CARTO's containers direct because of NO_PROXY. Hosts of your own, such as a private bucket, are not counted. An error; a warning where all of them are Google's, since private access to Google's services (Private Google Access) wants exactly this.",
    evidence: [
      "the entry, with the hosts that it covers and the client libraries that follow it",
      "beside it, direct-blocked or name-not-resolved for the same rows: then the network does require the proxy",
    ],
    remedies: [
      {
        who: "operator",
        do: "Take the entry out of NO_PROXY, or write the hosts that were meant in its place. Where Google's hosts are to go direct on purpose, leave it as long as the rows pass.",
      },
    ],
    verify: "Run carto-proxy plan with the same files: the rows show the route proxy.",
    related: ["direct-blocked", "name-not-resolved", "no-proxy-ambiguous"],
    sources: [CARTO_PROXY, CARTO_EGRESS],
  },
  judge(evidence) {
    const { settings } = evidence;
    const covered = coveredRequired(evidence);
    if (!namesProxy(settings) || covered.size === 0) return [];
    const rows = [...covered.values()].flat();
    const entries = [...covered.keys()];
    const finding: Finding = {
      code: "no-proxy-covers-required",
      severity: rows.every(({ check }) => GOOGLE.test(check.host)) ? "warning" : "error",
      title: `NO_PROXY sends ${count(new Set(rows.map(({ check }) => check.host)).size, "required host")} past the proxy: ${targets(rows)}`,
      why: `CARTO needs these hosts and a proxy is configured for them, but ${listed(entries.map((entry) => JSON.stringify(entry)))} in NO_PROXY ${entries.length > 1 ? "send" : "sends"} them direct. Where the network lets nothing out but by the proxy, they cannot be reached.`,
      evidence: [
        ...settingLines(noProxyVariables(settings)).slice(0, 2),
        ...[...covered].slice(0, 5).map(([entry, group]) => sight(entry, group, meantEntries(settings))),
      ],
      affects: evidence.checks.flatMap((observed) => (rows.includes(observed) ? [observed.check.id] : [])),
      ...mendNoProxy(
        `Take ${listed(entries.map((entry) => JSON.stringify(entry)))} out, or write the hosts that were meant instead`,
        evidence,
      ),
    };
    return [finding];
  },
};

/** What Private Google Access reaches without a proxy: cloud.google.com/vpc/docs/configure-private-google-access, "Domain options". */
const GOOGLE = /(^|\.)(googleapis\.com|gcr\.io|pkg\.dev)$/i;

function sight(entry: string, group: ObservedCheck[], entries: string[]): string {
  const all = group.flatMap(({ check: { host, port, protocol, warehouse } }) => {
    const traffic = trafficTo(host, protocol, port, warehouse?.kind ?? null);
    const clients = READERS[traffic === "socket" || traffic === "ocsp" ? "any" : traffic];
    return newestDecisions(entries, { host, port, scheme: protocol === "http" ? "http" : "https" }, clients);
  });
  const named = (way: boolean) =>
    listed(
      all.filter(({ direct }) => direct === way).map(({ client }) => client),
      8,
    );
  return `${JSON.stringify(entry)} covers ${targets(group)}: direct by ${named(true) || "the route of the plan"}${named(false) ? `, by the proxy still by ${named(false)}` : ""}`;
}
