// Whether the Snowflake driver would go past an HTTPS proxy, which it cannot use, by the version of the driver.

import type { Evidence } from "../../evidence.ts";
import { namedProxies } from "../proxy-presence.ts";
import { type Decision, decisions, READERS } from "./reader.ts";

/** Read alike by every version of the driver that is known. */
export const SNOWFLAKE_ENTRIES = [".snowflakecomputing.com", "*.snowflakecomputing.com"];
const DOMAIN = "snowflakecomputing.com";

export interface SnowflakeUse {
  hosts: string[];
  /** False where the configuration alone says that Snowflake may be used. */
  certain: boolean;
  /** Of the first host that is not excluded in the newest version, or else in another; null where all agree to go direct. */
  worst: { host: string; decisions: Decision[] } | null;
}

/** Null where Snowflake is not known to be in use, or the proxy is not an https:// one. */
export function snowflakeUse({ settings, checks }: Evidence, entries: string[]): SnowflakeUse | null {
  const secure = namedProxies(settings).some(({ url, problem }) => problem === null && url.startsWith("https://"));
  const named = secure ? accountHosts(checks) : [];
  const hosts = named.length > 0 || !secure || !mayBeUsed({ settings, checks }) ? named : [`account.${DOMAIN}`];
  if (hosts.length === 0) return null;
  const judged = hosts.map((host) => ({ host, decisions: decisions(entries, { host }, READERS.snowflake) }));
  // 2.2 and 2.3 alone read a leading dot as nothing: the spelling that CARTO's own lists use is not held against anybody.
  const counted = judged.map((each) => ({
    ...each,
    decisions: each.decisions.filter(({ versions }) => !/2\.2 to/.test(versions)),
  }));
  const worst = counted.find((each) => !each.decisions[0]?.direct) ?? null;
  return { hosts, certain: named.length > 0, worst: worst && judged.find(({ host }) => host === worst.host)! };
}

/** The accounts that the plan tests, from a warehouse or an account's own allowlist. */
function accountHosts(checks: Evidence["checks"]): string[] {
  const named = checks.filter(
    ({ check: { id, warehouse } }) => warehouse?.kind === "snowflake" || id.startsWith("snowflake-allowlist@"),
  );
  return [...new Set(named.map(({ check }) => check.host))].filter((host) =>
    /^(?!ocsp).*\.snowflakecomputing\./.test(host),
  );
}

function mayBeUsed({ settings, checks }: Evidence): boolean {
  if (settings.configuration.features.some(({ feature }) => feature.includes("snowflake"))) return true;
  return checks.some(({ check }) => check.need === "required" && check.feature === "snowflake");
}

/** Entries that are about Snowflake's domain, however they are written. */
export function isSnowflakeEntry(entry: string): boolean {
  return entry
    .trim()
    .toLowerCase()
    .replace(/^\*?\.?/, "")
    .endsWith(DOMAIN);
}
