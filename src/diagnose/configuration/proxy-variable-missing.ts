// One proxy variable without the others: client libraries that read the missing one go direct.

import type { SettingsSummary } from "../../settings/settings.ts";
import type { Evidence, ObservedCheck } from "../evidence.ts";
import type { Finding, Severity } from "../finding.ts";
import { listed } from "../phrase.ts";
import { setProxy } from "../remedies/proxy-variable.ts";
import type { ConfigurationRule } from "../rule.ts";
import { missesGrpcProxy, missingVariables, namedProxies } from "./proxy-presence.ts";

type Variable = "HTTP_PROXY" | "HTTPS_PROXY" | "GRPC_PROXY";

export const proxyVariableMissing: ConfigurationRule = {
  code: "proxy-variable-missing",
  judge(evidence) {
    const missing: Variable[] = missingVariables(evidence.settings);
    return [
      ...(missing.length ? [finding("error", missing, BREAKS, evidence)] : []),
      ...(missesGrpcProxy(evidence.settings) ? [finding("warning", ["GRPC_PROXY"], GRPC_BREAKS, evidence)] : []),
    ];
  },
};

const BREAKS =
  "CARTO needs both HTTP_PROXY and HTTPS_PROXY. Its client libraries do not read the same variable: some fall back to the other one, some then connect directly (the BigQuery client reads HTTP_PROXY first even for HTTPS, the Snowflake driver HTTPS_PROXY alone).";
const GRPC_BREAKS =
  "With an http:// proxy CARTO's documentation asks for GRPC_PROXY too. The gRPC client of Pub/Sub reads grpc_proxy first; the version that was examined falls back to https_proxy, so this usually works all the same.";

function finding(severity: Severity, missing: Variable[], why: string, { settings, checks }: Evidence): Finding {
  const set = namedProxies(settings);
  const plural = missing.length > 1 ? "are" : "is";
  return {
    code: "proxy-variable-missing",
    severity,
    title: `${listed(missing)} ${plural} not set, although ${listed(set.map(({ variable }) => variable))} ${set.length > 1 ? "are" : "is"}`,
    why,
    evidence: set.map(({ from, url }) => `${from}: ${url}`),
    affects: checks
      .filter((observed) => missing.some((variable) => reads(observed, variable)))
      .map(({ check }) => check.id),
    remedies: [{ who: "operator", ...remedy(missing, settings), verify: "carto-proxy config check" }],
  };
}

function remedy(missing: Variable[], settings: SettingsSummary) {
  const usable = namedProxies(settings).find(({ problem }) => problem === null);
  if (usable) return setProxy(usable.url, missing, settings);
  return { do: `Correct the proxy URL that is set, and set ${listed(missing)} to the same URL.` };
}

/** The checks that want this variable and got their route without it. */
function reads({ check: { protocol, route } }: ObservedCheck, variable: Variable): boolean {
  if (variable === "GRPC_PROXY") return protocol === "grpc" && route.reason !== "no_proxy";
  const fallback =
    route.reason === "no-proxy-configured" || (variable === "HTTPS_PROXY" && route.reason === "http_proxy");
  return fallback && (variable === "HTTP_PROXY") === (protocol === "http");
}
