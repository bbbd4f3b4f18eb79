// An empty entry in NO_PROXY, by which the gRPC client bypasses the proxy for every host; or a list still in its quotation marks.

import type { ConfiguredVariable } from "../../settings/configuration.ts";
import type { Evidence } from "../evidence.ts";
import type { Finding } from "../finding.ts";
import { listed } from "../phrase.ts";
import type { ConfigurationRule } from "../rule.ts";
import { CARTO_PROXY } from "../sources.ts";
import { settingLines } from "./configured.ts";
import { mendNoProxy } from "./no-proxy/remedy.ts";
import { entriesOf, isWrapped, namesProxy, noProxyVariables } from "./no-proxy/value.ts";

export const noProxyEmptyEntry: ConfigurationRule = {
  code: "no-proxy-empty-entry",
  page: {
    summary: "NO_PROXY holds an empty entry, or quotation marks that no client takes off.",
    severities: ["error", "warning"],
    means:
      "A comma at the beginning or the end, or two in a row, makes an empty entry. The gRPC client of Pub/Sub compares the end of each host with each entry, and every name ends in nothing: it bypasses the proxy for every host. Quotation marks or brackets that reached the value are part of the first and the last entry for every client, so these match nothing.",
    recognised:
      "The value, split at its commas as the gRPC client splits it, has an empty piece: an error where it stands in the lower-case variable, which is the one that this client reads, else a warning. Or the value holds quotation marks, or stands in brackets.",
    evidence: ["the value with its file and line", "the rows that speak gRPC, which then go direct"],
    remedies: [
      { who: "operator", do: "Take out the superfluous comma, quotation marks or brackets, in NO_PROXY and no_proxy." },
    ],
    verify: "Run carto-proxy config check with the same files, and carto-proxy route pubsub.googleapis.com.",
    related: ["no-proxy-ambiguous", "no-proxy-internal-missing"],
    sources: [CARTO_PROXY],
  },
  judge(evidence) {
    if (!namesProxy(evidence.settings)) return [];
    const variables = noProxyVariables(evidence.settings);
    const wrapped = variables.filter(({ value }) => isWrapped(value));
    const empty = variables.filter(({ value }) => !isWrapped(value) && entriesOf(value).includes(""));
    return [
      ...(empty.length > 0 ? [emptyEntry(empty, evidence)] : []),
      ...(wrapped.length > 0 ? [inQuotes(wrapped, evidence)] : []),
    ];
  },
};

function emptyEntry(variables: ConfiguredVariable[], evidence: Evidence): Finding {
  const read = variables.some(({ name }) => name === "no_proxy");
  return {
    code: "no-proxy-empty-entry",
    severity: read ? "error" : "warning",
    title: `${listed(variables.map(({ name }) => name))} ${variables.length > 1 ? "hold" : "holds"} an empty entry: the gRPC client then bypasses the proxy for every host`,
    why: `The gRPC client of Pub/Sub neither trims nor skips entries: an empty one matches every host, so all of its connections go direct.${read ? "" : " It reads the lower-case variable alone, which is not set so: today nothing breaks."}`,
    evidence: settingLines(variables),
    affects: evidence.checks.flatMap(({ check }) => (check.protocol === "grpc" ? [check.id] : [])),
    ...mendNoProxy("Take out the empty entry", evidence),
  };
}

function inQuotes(variables: ConfiguredVariable[], evidence: Evidence): Finding {
  return {
    code: "no-proxy-empty-entry",
    severity: "error",
    title: `${listed(variables.map(({ name }) => name))} ${variables.length > 1 ? "hold" : "holds"} quotation marks or brackets as part of the value`,
    why: "No client library takes them off: they belong to the first and the last entry, which then match no host. Usually the value went through docker run --env-file, which keeps quotation marks, or is a list that nothing joined.",
    evidence: settingLines(variables),
    affects: [],
    ...mendNoProxy("Write the value without them", evidence),
  };
}
