// The Snowflake driver behind an HTTPS proxy, which CARTO does not support for it: its hosts must be excluded in a form that it reads.

import { driverThrough } from "../client-way.ts";
import type { Evidence } from "../evidence.ts";
import { stepOf } from "../failed-step.ts";
import { listed } from "../phrase.ts";
import type { ConfigurationRule } from "../rule.ts";
import { CARTO_PROXY } from "../sources.ts";
import { settingLines } from "./configured.ts";
import type { Decision } from "./no-proxy/reader.ts";
import { mendNoProxy } from "./no-proxy/remedy.ts";
import { snowflakeUse } from "./no-proxy/snowflake.ts";
import { meantEntries, namesProxy, noProxyVariables } from "./no-proxy/value.ts";

export const noProxySnowflake: ConfigurationRule = {
  code: "no-proxy-snowflake",
  page: {
    summary: "HTTPS proxy and Snowflake: its hosts are not excluded in a form that its driver reads.",
    severities: ["error", "warning"],
    means:
      "CARTO does not support Snowflake through an HTTPS proxy: its connections must go direct, and for that the driver has to find the host in NO_PROXY. The driver changed its reading twice. The entry snowflakecomputing.com, as CARTO's documentation writes it, covers acct.snowflakecomputing.com up to snowflake-sdk 2.1 and no longer since 2.2; .snowflakecomputing.com does up to 2.1 and again since 2.4; *.snowflakecomputing.com does in all versions that were examined (1.15 to 3.3). Which version CARTO ships is not published.",
    recognised:
      "The proxy URL is https://, and a Snowflake warehouse or the hosts of its allowlist are in the plan. An error where no version of the driver that was examined would go direct; a warning where older versions do, where the configuration says no more than that Snowflake may be used, or where the driver was run and reached the account by the proxy, as version 3.3 does.",
    evidence: [
      "the host of the account, with what each range of the driver's versions does",
      "the value of NO_PROXY with its file and line",
    ],
    remedies: [
      {
        who: "operator",
        do: "Add .snowflakecomputing.com and *.snowflakecomputing.com to NO_PROXY, in both cases of letters.",
      },
      { who: "firewall-admin", do: "Allow the CARTO hosts to reach the account's hosts directly on port 443." },
    ],
    verify: "Run carto-proxy route ACCOUNT.snowflakecomputing.com: every version of snowflake-sdk goes direct.",
    related: ["no-proxy-ambiguous", "direct-blocked", "proxy-grpc-https"],
    sources: [CARTO_PROXY],
  },
  judge(evidence) {
    const { settings, checks } = evidence;
    if (!namesProxy(settings)) return [];
    const use = snowflakeUse(evidence, meantEntries(settings));
    if (!use?.worst) return [];
    const { host, decisions } = use.worst;
    const older = decisions.some(({ direct }) => direct);
    const through = provenDriver(host, evidence);
    const lines = settingLines(noProxyVariables(settings));
    return [
      {
        code: "no-proxy-snowflake",
        severity: use.certain && !older && through === null ? "error" : "warning",
        title: `${through ? "CARTO's documentation sends Snowflake past an HTTPS proxy" : "Snowflake cannot use an HTTPS proxy"}, and NO_PROXY ${older ? "excludes it for old versions of its driver alone" : "does not exclude it"}`,
        why: `CARTO's documentation: Snowflake does not support an HTTPS proxy and has to bypass it. snowflake-sdk reads NO_PROXY differently from version to version: ${ways(decisions)}. Which version CARTO ships is not published.${through ? ` ${through}, which was run, reached it by the proxy all the same.` : ""}${use.certain ? "" : " The configuration says no more than that Snowflake may be used: if nobody does, leave it."}`,
        evidence: [
          ...(lines.length > 0 ? lines : ["NO_PROXY and no_proxy are not set"]),
          `${host}: ${ways(decisions)}`,
        ],
        affects: checks.flatMap(({ check }) => (use.hosts.includes(check.host) ? [check.id] : [])),
        ...mendNoProxy("Add .snowflakecomputing.com and *.snowflakecomputing.com", evidence),
      },
    ];
  },
};

/** The driver with its version, where it was run and got through by the proxy; else null. */
function provenDriver(host: string, evidence: Evidence): string | null {
  const account = evidence.checks.find(({ check }) => check.host === host && check.warehouse !== null);
  const driver = account ? driverThrough(account.check, evidence) : null;
  return driver ? (stepOf(driver, "login")?.facts.by ?? "Its driver") : null;
}

/** "direct with 2.1 and older, proxy with >=2.4" */
function ways(decisions: Decision[]): string {
  return listed(
    decisions.map(({ versions, direct }) => `${versions} ${direct ? "goes direct" : "uses the proxy"}`),
    5,
  );
}
