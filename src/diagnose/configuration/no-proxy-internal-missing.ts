// The names by which CARTO's own parts call each other are not excluded from the proxy, which cannot reach them.

import { listed } from "../phrase.ts";
import type { ConfigurationRule } from "../rule.ts";
import { CARTO_PROXY } from "../sources.ts";
import { settingLines } from "./configured.ts";
import { missingInternal } from "./no-proxy/internal.ts";
import { mendNoProxy } from "./no-proxy/remedy.ts";
import { meantEntries, namesProxy, noProxyVariables } from "./no-proxy/value.ts";

export const noProxyInternalMissing: ConfigurationRule = {
  code: "no-proxy-internal-missing",
  page: {
    summary: "NO_PROXY lacks the names by which CARTO's own services call each other.",
    severities: ["error", "warning"],
    means:
      "CARTO's services call each other by names that only the cluster, or the machine, knows. A client that reads the proxy variables sends such a call to the proxy, which cannot resolve the name: CARTO fails inside, although every host of the whitelist answers. In Kubernetes all names end in .svc.cluster.local (or in the cluster's own domain), and CARTO's documentation demands that entry: an error. On a single VM some services were seen to be called by clients that read no proxy variables: a warning.",
    recognised:
      "A proxy is configured, and a client library that reads NO_PROXY as CARTO's services do would send such a name to the proxy. Kubernetes: a name under .svc and the cluster's domain. VM: localhost, notifier, workspace-api, maps-api, import-api, lds-api, http-cache. Redis and PostgreSQL are called by drivers that know no proxy.",
    evidence: [
      "the value of NO_PROXY, with its file and line, or that there is none",
      "an entry without its leading dot: svc.cluster.local is read by some clients as one host, not as all that is under it",
    ],
    remedies: [
      {
        who: "operator",
        do: "Kubernetes: add .svc.cluster.local (with the cluster's own domain where it has another) to excludedDomains. VM: add the names of the services to NO_PROXY and no_proxy.",
      },
    ],
    verify: "Run carto-proxy config check with the same files.",
    related: ["no-proxy-ambiguous", "no-proxy-empty-entry", "proxy-variable-case"],
    sources: [CARTO_PROXY],
  },
  judge(evidence) {
    const { settings } = evidence;
    if (!namesProxy(settings)) return [];
    const missing = missingInternal(settings, meantEntries(settings));
    if (missing.length === 0) return [];
    const vm = settings.deployment === "vm";
    const lines = settingLines(noProxyVariables(settings));
    return [
      {
        code: "no-proxy-internal-missing",
        severity: vm ? "warning" : "error",
        title: `NO_PROXY does not exclude ${vm ? "CARTO's own services" : "the cluster's own names"}: ${listed(missing, 7)}`,
        why: vm
          ? "CARTO's services call each other by these names, which the proxy cannot resolve. Clients that read the proxy variables then fail inside CARTO; which of its services do is not published."
          : `CARTO's services call each other by names under ${missing[0]}, which the proxy cannot resolve: clients that read the proxy variables fail inside the cluster. CARTO's documentation says that this entry must be in the list; the chart does not add it.`,
        evidence: lines.length > 0 ? lines : ["NO_PROXY and no_proxy are not set"],
        affects: [],
        ...mendNoProxy(`Add ${listed(missing, 7)}`, evidence),
      },
    ];
  },
};
