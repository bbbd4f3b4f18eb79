// GKE Workload Identity asks Google's metadata server for tokens, which no proxy can reach.

import { listed } from "../phrase.ts";
import type { ConfigurationRule } from "../rule.ts";
import { CARTO_PROXY } from "../sources.ts";
import { placeWords, settingLines } from "./configured.ts";
import { missingMetadata } from "./no-proxy/metadata.ts";
import { mendNoProxy } from "./no-proxy/remedy.ts";
import { meantEntries, namesProxy, noProxyVariables } from "./no-proxy/value.ts";

export const noProxyMetadata: ConfigurationRule = {
  code: "no-proxy-metadata",
  page: {
    summary: "GKE Workload Identity is on, and NO_PROXY does not exclude Google's metadata server.",
    severities: ["warning"],
    means:
      "With Workload Identity the Google libraries get their tokens from the metadata server of the node, at 169.254.169.254. That address has a meaning on the node alone: a request that goes to the proxy gets no token, or one of the proxy's own machine.",
    recognised:
      "The values turn Workload Identity on, a proxy is configured, and a client library would send 169.254.169.254, metadata or metadata.google.internal to it.",
    evidence: ["where Workload Identity is turned on", "the value of NO_PROXY with its file and line"],
    remedies: [
      { who: "operator", do: "Add 169.254.169.254, metadata and metadata.google.internal to the excluded domains." },
    ],
    verify: "Run carto-proxy config check with the same files.",
    related: ["no-proxy-internal-missing", "no-proxy-ambiguous"],
    sources: [CARTO_PROXY],
  },
  judge(evidence) {
    const { settings } = evidence;
    const { workloadIdentity } = settings.configuration;
    const missing = namesProxy(settings) ? missingMetadata(settings, meantEntries(settings)) : [];
    if (missing.length === 0 || workloadIdentity === null) return [];
    const lines = settingLines(noProxyVariables(settings));
    return [
      {
        code: "no-proxy-metadata",
        severity: "warning",
        title: `Workload Identity is on, and NO_PROXY does not exclude ${listed(missing)}`,
        why: "The Google libraries ask the node's metadata server for tokens by these names. A request that goes to the proxy instead cannot get this pod's token. CARTO's documentation asks for these entries on GKE.",
        evidence: [
          `${placeWords(workloadIdentity)}: Workload Identity is on`,
          ...(lines.length > 0 ? lines : ["NO_PROXY and no_proxy are not set"]),
        ],
        affects: [],
        ...mendNoProxy(`Add ${listed(missing)}`, evidence),
      },
    ];
  },
};
