// Entries of NO_PROXY that CARTO's client libraries read differently: who would do what, and how all read it alike.

import type { Evidence } from "../evidence.ts";
import { count, listed } from "../phrase.ts";
import type { ConfigurationRule } from "../rule.ts";
import { CARTO_PROXY } from "../sources.ts";
import { settingLines } from "./configured.ts";
import { type Ambiguity, ambiguities } from "./no-proxy/ambiguity.ts";
import { plannedHosts } from "./no-proxy/entry.ts";
import type { Decision } from "./no-proxy/reader.ts";
import { mendNoProxy } from "./no-proxy/remedy.ts";
import { meantEntries, namesProxy, noProxyVariables } from "./no-proxy/value.ts";

export const noProxyAmbiguous: ConfigurationRule = {
  code: "no-proxy-ambiguous",
  page: {
    summary: "An entry of NO_PROXY is read differently by the client libraries that CARTO uses.",
    severities: ["warning"],
    means:
      "There is no standard for NO_PROXY. The same entry sends one part of CARTO direct and another to the proxy, so a host works from one screen and fails from the next. A bare domain covers its subdomains for some clients and for others that one host alone; a leading *, a port, a range of addresses, capital letters or a blank after a comma are understood by some only.",
    recognised:
      "Each entry is read as each client library reads it, for the hosts that it is meant for: the hosts of the plan under its name, the name itself, and (where it looks like a whole domain) a host under it. An entry by which all go direct is not reported; of a list that is longer, the first 1000 entries are judged. The readings are taken from the libraries' sources; which versions CARTO ships is not published.",
    evidence: [
      "for each entry one host, with the clients that would go direct and those that would use the proxy",
      "the value with its file and line",
    ],
    remedies: [
      {
        who: "operator",
        do: "Write a domain with its subdomains as two entries, example.com and .example.com, in lower case, without blanks, ports or a *; write single hosts in full instead of a range of addresses.",
      },
    ],
    verify: "Run carto-proxy config check with the same files, and carto-proxy route HOST for the hosts that matter.",
    related: ["no-proxy-snowflake", "no-proxy-covers-required", "no-proxy-internal-missing"],
    sources: [CARTO_PROXY],
  },
  judge(evidence) {
    const { settings } = evidence;
    if (!namesProxy(settings)) return [];
    const found = ambiguities(evidence, meantEntries(settings));
    if (found.length === 0) return [];
    const told =
      found.length > MOST
        ? [...found.slice(0, MOST).map(sight), `${found.length - MOST} more entries like these`]
        : found.map(sight);
    return [
      {
        code: "no-proxy-ambiguous",
        severity: "warning",
        title: `${found.length === 1 ? "An entry" : count(found.length, "entry").replace(/entrys$/, "entries")} of NO_PROXY ${found.length === 1 ? "is" : "are"} read differently by CARTO's clients: ${listed(found.map(({ entry }) => JSON.stringify(entry)))}`,
        why: "Each client library has its own rules for NO_PROXY: the same entry sends some of CARTO's connections direct and others to the proxy. Which versions CARTO ships is not published; these are the readings of the newest ones that were examined.",
        evidence: [...settingLines(noProxyVariables(settings)).slice(0, 2), ...told],
        affects: affected(found, evidence),
        ...mendNoProxy(advice(found), evidence),
      },
    ];
  },
};

const MOST = 5;

function sight({ entry, spelling, host: { host, port }, decisions }: Ambiguity): string {
  const target = port === undefined || port === 443 ? host : `${host}:${port}`;
  const [direct, proxied] = [true, false].map((way) => names(decisions.filter((each) => each.direct === way)));
  const who =
    direct === "" ? `nobody goes direct, all use the proxy (${proxied})` : `direct: ${direct}; proxy: ${proxied}`;
  return `${JSON.stringify(entry)} (${spelling.trait}) for ${target}: ${who}`;
}

function names(decisions: Decision[]): string {
  const versioned = decisions.some(({ client }) => client === "snowflake-sdk");
  return decisions.map(({ client, versions }) => (versioned ? `${client} ${versions}` : client)).join(", ");
}

function advice(found: Ambiguity[]): string {
  const quotedOf = (some: Ambiguity[]) => listed(some.map(({ entry }) => JSON.stringify(entry)));
  const known = found.filter(({ spelling }) => (spelling.alike?.length ?? 0) > 0);
  const meantForProxy = found.filter(({ spelling }) => spelling.alike?.length === 0);
  const unknown = found.filter(({ spelling }) => spelling.alike === null);
  const pairs = known.map(({ entry, spelling }) => `${JSON.stringify(entry)} as ${spelling.alike?.join(",")}`);
  const parts = [
    pairs.length > 0 && `write ${listed(pairs)}`,
    meantForProxy.length > 0 &&
      `take out ${quotedOf(meantForProxy)}, which stands for hosts that CARTO needs by the proxy`,
    unknown.length > 0 && `name the hosts that ${quotedOf(unknown)} stands for, one by one`,
  ];
  const text = parts.filter(Boolean).join("; ");
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}`;
}

function affected(found: Ambiguity[], { checks }: Evidence): string[] {
  const ids = new Set(found.flatMap(({ entry }) => plannedHosts(entry, checks)).map(({ check }) => check.id));
  return checks.flatMap(({ check }) => (ids.has(check.id) ? [check.id] : []));
}
