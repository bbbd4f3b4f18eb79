// NO_PROXY entries that send a required row of the whitelist direct, which is meant for the proxy.

import { trafficTo } from "../../../plan/traffic.ts";
import type { Evidence, ObservedCheck } from "../../evidence.ts";
import { newestDecisions, READERS } from "./reader.ts";
import { meantEntries } from "./value.ts";

/** By entry: the required rows that the plan sends direct because of NO_PROXY, and that this entry alone would send so. */
export function coveredRequired(evidence: Evidence): Map<string, ObservedCheck[]> {
  const excluded = requiredRows(evidence).filter(({ check }) => check.route.reason === "no_proxy");
  const entries =
    excluded.length === 0 ? [] : [...new Set(meantEntries(evidence.settings).map((entry) => entry.trim()))];
  const rows = entries.map((entry) => [entry, excluded.filter((row) => isCovered(row, entry))] as const);
  return new Map(rows.filter(([, covered]) => covered.length > 0));
}

/** Whether this entry, were it in the list, would send a required row direct. */
export function coversRequired(entry: string, evidence: Evidence): boolean {
  return requiredRows(evidence).some((row) => isCovered(row, entry));
}

/** Rows that leave from CARTO's containers and that the proxy settings decide about. */
function requiredRows({ checks }: Evidence): ObservedCheck[] {
  return checks.filter(({ check }) => {
    const decided = check.route.kind === "proxy" || check.route.reason === "no_proxy";
    return (
      decided &&
      check.need === "required" &&
      check.kind === "path" &&
      check.leavesFrom === "pod" &&
      isWhitelisted(check)
    );
  });
}

/** A row of the whitelist, not a host of the customer's own: that one may well be meant to go direct. */
function isWhitelisted({ id, wildcard, warehouse }: ObservedCheck["check"]): boolean {
  return warehouse === null && (wildcard !== null || !id.includes("@"));
}

/** By the client that stands for this kind of traffic. */
function isCovered({ check }: ObservedCheck, entry: string): boolean {
  const { host, port, protocol } = check;
  const traffic = trafficTo(host, protocol, port, null);
  if (traffic === "socket") return false;
  const [client] = READERS[traffic === "ocsp" ? "snowflake" : traffic];
  const target = { host, port, scheme: protocol === "http" ? ("http" as const) : ("https" as const) };
  return newestDecisions([entry], target, [client]).some(({ direct }) => direct);
}
